/** What instances of processor-service that join and leave do to the books, and to partitions meanwhile. */
@NullMarked
package dev.correnteza.bench.processorrebalances;

import org.jspecify.annotations.NullMarked;
