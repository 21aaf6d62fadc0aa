/** Tests. */
@NullMarked
package dev.correnteza.standalone.stack;

import org.jspecify.annotations.NullMarked;
