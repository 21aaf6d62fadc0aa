/** The vocabulary of canonical event types. */
@NullMarked
package dev.correnteza.events.type;

import org.jspecify.annotations.NullMarked;
