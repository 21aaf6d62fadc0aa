/** Tests. */
@NullMarked
package dev.correnteza.standalone;

import org.jspecify.annotations.NullMarked;
