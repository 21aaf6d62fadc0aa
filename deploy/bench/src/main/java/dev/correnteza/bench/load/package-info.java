/** Posting as fast as is answered, or at a steady rate, at little cost of its own. */
@NullMarked
package dev.correnteza.bench.load;

import org.jspecify.annotations.NullMarked;
