/** What a database that goes, hangs, cuts and refuses does to the books and to the connections of processor-service. */
@NullMarked
package dev.correnteza.bench.processoroutages;

import org.jspecify.annotations.NullMarked;
