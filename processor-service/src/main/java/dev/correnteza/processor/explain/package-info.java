/** The whole way of a payment, hop by hop. */
@NullMarked
package dev.correnteza.processor.explain;

import org.jspecify.annotations.NullMarked;
