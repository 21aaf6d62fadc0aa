/** Tests. */
@NullMarked
package dev.correnteza.standalone.command;

import org.jspecify.annotations.NullMarked;
