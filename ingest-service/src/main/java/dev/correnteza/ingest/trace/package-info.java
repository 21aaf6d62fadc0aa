/** A webhook's trace: continued from the request where it names one, and handed on in the headers of its records. */
@NullMarked
package dev.correnteza.ingest.trace;

import org.jspecify.annotations.NullMarked;
