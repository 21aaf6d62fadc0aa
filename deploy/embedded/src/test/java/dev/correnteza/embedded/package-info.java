/** Tests of the embedded stack. */
@NullMarked
package dev.correnteza.embedded;

import org.jspecify.annotations.NullMarked;
