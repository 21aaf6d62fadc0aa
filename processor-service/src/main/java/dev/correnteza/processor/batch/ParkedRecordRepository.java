package dev.correnteza.processor.batch;

import dev.correnteza.processor.sql.Bind;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Records that spoil any transaction they are in, kept with their bytes. */
@Repository
class ParkedRecordRepository {
    private static final String PARK = """
            INSERT INTO parked_record (topic, kafka_partition, kafka_offset, record_key, record_value, error_code, attempts,
                                       parked_at)
            VALUES (:topic, :partition, :offset, :key, :value, :error, 1, :at)
            ON CONFLICT (topic, kafka_partition, kafka_offset) DO NOTHING
            """;

    private final DatabaseClient db;

    ParkedRecordRepository(DatabaseClient db) {
        this.db = db;
    }

    Mono<Void> park(ConsumerRecord<String, byte[]> record, String errorCode, Instant at) {
        return db.sql(PARK)
                .bind("topic", record.topic())
                .bind("partition", record.partition())
                .bind("offset", record.offset())
                .bind("key", Bind.nullable(storable(record.key()), String.class))
                .bind("value", Bind.nullable(record.value(), byte[].class))
                .bind("error", errorCode)
                .bind("at", at)
                .then();
    }

    // PostgreSQL's text holds no NUL: a key with one must not spoil the parking too.
    private static @Nullable String storable(@Nullable String key) {
        return key == null ? null : key.replace("\0", "");
    }
}
