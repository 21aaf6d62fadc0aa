/** A webhook from the request to the answer. */
@NullMarked
package dev.correnteza.ingest.webhook;

import org.jspecify.annotations.NullMarked;
