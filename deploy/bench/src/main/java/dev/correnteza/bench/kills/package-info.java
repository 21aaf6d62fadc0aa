/** Broker and ingest-service are killed alternately, again and again, under load. */
@NullMarked
package dev.correnteza.bench.kills;

import org.jspecify.annotations.NullMarked;
