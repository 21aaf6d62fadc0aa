/** Correnteza on one machine: the stack and its command line. */
@NullMarked
package dev.correnteza.standalone;

import org.jspecify.annotations.NullMarked;
