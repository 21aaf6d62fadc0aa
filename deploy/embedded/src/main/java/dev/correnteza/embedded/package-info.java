/** A real Kafka, PostgreSQL and schema registry started from Maven artifacts: for tests, and for one machine. */
@NullMarked
package dev.correnteza.embedded;

import org.jspecify.annotations.NullMarked;
