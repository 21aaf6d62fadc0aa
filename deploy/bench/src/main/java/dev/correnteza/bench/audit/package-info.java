/** Compares what was answered 2xx with what is in the topics. */
@NullMarked
package dev.correnteza.bench.audit;

import org.jspecify.annotations.NullMarked;
