package dev.correnteza.backfill.replay;

import dev.correnteza.backfill.lane.EventRecords;
import dev.correnteza.events.Lane;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.UndecodableRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * What becomes of the records of one poll.
 *
 * @param copies to be written, in the order read
 * @param undecodable how many are no payment events
 */
record ReplayBatch(List<ProducerRecord<String, byte[]>> copies, int undecodable) {

    /** Copies those that are asked for: the same key, event id and headers, lane REPLAY. */
    static ReplayBatch of(
            List<ConsumerRecord<String, byte[]>> records, ReplaySpec spec, AvroCodec<PaymentEvent> codec) {
        List<ProducerRecord<String, byte[]>> copies = new ArrayList<>();
        int undecodable = 0;
        for (ConsumerRecord<String, byte[]> record : records) {
            if (!spec.filter().covers(record.timestamp()) || spec.filter().ruledOutBy(record.headers())) {
                continue;
            }
            try {
                PaymentEvent event = decode(record, codec);
                if (spec.filter().matches(event)) {
                    event.setLane(Lane.REPLAY);
                    copies.add(new ProducerRecord<>(
                            spec.targetTopic(), null, record.key(), codec.encode(event), headers(record, event)));
                }
            } catch (UndecodableRecord e) {
                undecodable++;
            }
        }
        return new ReplayBatch(copies, undecodable);
    }

    private static PaymentEvent decode(ConsumerRecord<String, byte[]> record, AvroCodec<PaymentEvent> codec)
            throws UndecodableRecord {
        byte[] value = record.value();
        return codec.decode(value == null ? new byte[0] : value);
    }

    private static Headers headers(ConsumerRecord<String, byte[]> record, PaymentEvent event) {
        Headers headers = new RecordHeaders(record.headers().toArray());
        for (Header header : EventRecords.headers(event)) {
            if (headers.lastHeader(header.key()) == null) {
                headers.add(header);
            }
        }
        return headers;
    }
}
