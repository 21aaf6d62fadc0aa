/** How many events processor-service applies, compared with the least that any design must do, and how soon. */
@NullMarked
package dev.correnteza.bench.processing;

import org.jspecify.annotations.NullMarked;
