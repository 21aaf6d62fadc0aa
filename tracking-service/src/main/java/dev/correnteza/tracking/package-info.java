/** Reports what was sold to those who advertised it. */
@NullMarked
package dev.correnteza.tracking;

import org.jspecify.annotations.NullMarked;
