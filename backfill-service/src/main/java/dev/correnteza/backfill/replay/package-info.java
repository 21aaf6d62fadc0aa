/** Copies of our own records, filtered, to the backfill lane. */
@NullMarked
package dev.correnteza.backfill.replay;

import org.jspecify.annotations.NullMarked;
