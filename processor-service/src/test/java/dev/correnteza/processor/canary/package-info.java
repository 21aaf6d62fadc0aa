/** Tests of the canary. */
@NullMarked
package dev.correnteza.processor.canary;

import org.jspecify.annotations.NullMarked;
