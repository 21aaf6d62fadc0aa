/** Everything that reads gateway APIs or our own topics: history and replay, on a lane of their own. */
@NullMarked
package dev.correnteza.backfill;

import org.jspecify.annotations.NullMarked;
