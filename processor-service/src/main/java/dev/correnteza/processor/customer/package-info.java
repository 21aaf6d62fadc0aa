/** The people who pay. */
@NullMarked
package dev.correnteza.processor.customer;

import org.jspecify.annotations.NullMarked;
