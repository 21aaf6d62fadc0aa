/** Writing records so that an acknowledgement means durable. */
@NullMarked
package dev.correnteza.ingest.publish;

import org.jspecify.annotations.NullMarked;
