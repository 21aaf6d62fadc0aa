/** Transitions, and what else is decided here, on their way to the topics. */
@NullMarked
package dev.correnteza.processor.outbox;

import org.jspecify.annotations.NullMarked;
