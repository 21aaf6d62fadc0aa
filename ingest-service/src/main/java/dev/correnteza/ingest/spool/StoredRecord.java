package dev.correnteza.ingest.spool;

import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record as it was spooled.
 *
 * @param number its place among the records of its topic, rising by one
 * @param position bytes spooled of its topic before it
 * @param bytes its own size in the spool
 * @param spooledAt when
 * @param record what is to be sent
 */
public record StoredRecord(
        long number, long position, int bytes, Instant spooledAt, ProducerRecord<String, byte[]> record) {

    /** Records hold personal data. */
    @Override
    public String toString() {
        return "StoredRecord[" + record.topic() + ", " + number + "]";
    }
}
