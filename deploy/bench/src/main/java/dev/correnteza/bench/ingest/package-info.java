/** How much ingest-service takes, compared with the least that any design must do. */
@NullMarked
package dev.correnteza.bench.ingest;

import org.jspecify.annotations.NullMarked;
