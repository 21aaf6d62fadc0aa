/** Records that PostgreSQL refused, and those that wait behind them: tried again with growing pauses, then given up. */
@NullMarked
package dev.correnteza.processor.parking;

import org.jspecify.annotations.NullMarked;
