/** Tests of what is done time and again. */
@NullMarked
package dev.correnteza.processor.rounds;

import org.jspecify.annotations.NullMarked;
