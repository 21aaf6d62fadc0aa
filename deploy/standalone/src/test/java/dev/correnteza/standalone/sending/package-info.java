/** Tests. */
@NullMarked
package dev.correnteza.standalone.sending;

import org.jspecify.annotations.NullMarked;
