/** Tests of the books made anew. */
@NullMarked
package dev.correnteza.processor.rebuild;

import org.jspecify.annotations.NullMarked;
