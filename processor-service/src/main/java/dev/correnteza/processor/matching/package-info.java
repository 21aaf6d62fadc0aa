/** Which payment an event speaks of. */
@NullMarked
package dev.correnteza.processor.matching;

import org.jspecify.annotations.NullMarked;
