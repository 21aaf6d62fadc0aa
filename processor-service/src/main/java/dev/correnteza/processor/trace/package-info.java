/** Ties the span of a batch to the webhooks in it, by the trace context in the headers of their records. */
@NullMarked
package dev.correnteza.processor.trace;

import org.jspecify.annotations.NullMarked;
