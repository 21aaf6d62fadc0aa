/** The HTTP edge: verifies and normalizes webhooks and answers once they are durable. */
@NullMarked
package dev.correnteza.ingest;

import org.jspecify.annotations.NullMarked;
