/** Every fact, once: what all state is derived from. */
@NullMarked
package dev.correnteza.processor.ledger;

import org.jspecify.annotations.NullMarked;
