package dev.correnteza.ingest.publish;

import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;

/**
 * Makes producers; both kinds are idempotent and wait for all replicas (acks=all).
 *
 * @param direct gives up on a record in time for its webhook to be answered
 * @param draining never gives up on a record, since the one behind it would then be written first
 */
record Producers(Supplier<Producer<String, byte[]>> direct, Supplier<Producer<String, byte[]>> draining) {}
