/** Asks after payments that stay open: their webhook may have been lost. */
@NullMarked
package dev.correnteza.processor.janitor;

import org.jspecify.annotations.NullMarked;
