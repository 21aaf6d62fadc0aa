/** Everything is accounted for: what came in, counted apart, against what became of it. */
@NullMarked
package dev.correnteza.processor.conservation;

import org.jspecify.annotations.NullMarked;
