/** Starting, watching and stopping the parts of a stack. */
@NullMarked
package dev.correnteza.standalone.stack;

import org.jspecify.annotations.NullMarked;
