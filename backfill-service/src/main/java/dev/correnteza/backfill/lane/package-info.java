/** Writing to topics: what was handed over counts only when every replica in sync has it. */
@NullMarked
package dev.correnteza.backfill.lane;

import org.jspecify.annotations.NullMarked;
