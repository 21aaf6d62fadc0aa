package dev.correnteza.tracking.conversion;

import io.r2dbc.spi.R2dbcException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.listener.RetryListener;

/** Says that batches fail, which the error handler does not while it tries again. Names causes; their messages could quote values. */
final class FailedBatches implements RetryListener {
    private static final Logger log = LoggerFactory.getLogger(FailedBatches.class);

    @Override
    public void failedDelivery(ConsumerRecord<?, ?> consumed, @Nullable Exception failure, int attempt) {
        warn(1, failure, attempt);
    }

    @Override
    public void failedDelivery(ConsumerRecords<?, ?> batch, @Nullable Exception failure, int attempt) {
        warn(batch.count(), failure, attempt);
    }

    private static void warn(int records, @Nullable Exception failure, int attempt) {
        if (failure == null) {
            return;
        }
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        String state = cause instanceof R2dbcException database ? " " + database.getSqlState() : "";
        log.atWarn()
                .addKeyValue("records", records)
                .addKeyValue("attempt", attempt)
                .addKeyValue("errorCode", cause.getClass().getSimpleName() + state)
                .log("batch not stored, tried again");
    }
}
