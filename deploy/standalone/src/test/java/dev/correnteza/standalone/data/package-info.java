/** Tests. */
@NullMarked
package dev.correnteza.standalone.data;

import org.jspecify.annotations.NullMarked;
