/** Avro in the Confluent wire format, written and read without asking a registry; the registry only tells others. */
@NullMarked
package dev.correnteza.events.codec;

import org.jspecify.annotations.NullMarked;
