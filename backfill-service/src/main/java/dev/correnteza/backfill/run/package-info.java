/** History of an account: pages of its gateway's API, normalized, to the backfill lane. */
@NullMarked
package dev.correnteza.backfill.run;

import org.jspecify.annotations.NullMarked;
