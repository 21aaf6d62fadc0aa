/** From payment events to the books: matched, folded, exactly once. */
@NullMarked
package dev.correnteza.processor;

import org.jspecify.annotations.NullMarked;
