package dev.correnteza.processor.batch;

import dev.correnteza.processor.sql.RecordFaults;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.RetryListener;
import org.springframework.kafka.support.LoggingProducerListener;
import org.springframework.kafka.support.ProducerListener;
import org.springframework.util.backoff.ExponentialBackOff;

@Configuration(proxyBeanMethods = false)
class ListenerConfiguration {
    private static final long FIRST_PAUSE_MS = 200;
    private static final double GROWTH = 2;
    private static final long LONGEST_PAUSE_MS = 5_000;

    /** The same batch again and again, with the consumer kept alive in between: nothing is ever skipped here. */
    @Bean
    DefaultErrorHandler batchErrorHandler() {
        ExponentialBackOff backOff = new ExponentialBackOff(FIRST_PAUSE_MS, GROWTH);
        backOff.setMaxInterval(LONGEST_PAUSE_MS);
        backOff.setMaxElapsedTime(Long.MAX_VALUE);
        DefaultErrorHandler handler = new DefaultErrorHandler(backOff);
        handler.setRetryListeners(new FailureLog());
        return handler;
    }

    /** Failures of sends are logged without what was to be sent. */
    @Bean
    ProducerListener<Object, Object> producerListener() {
        LoggingProducerListener<Object, Object> listener = new LoggingProducerListener<>();
        listener.setIncludeContents(false);
        return listener;
    }

    /** Says that a batch failed and with which code; messages of the database may quote values and are left out. */
    private static final class FailureLog implements RetryListener {
        private static final Logger log = LoggerFactory.getLogger(FailureLog.class);

        @Override
        public void failedDelivery(ConsumerRecord<?, ?> record, @Nullable Exception failure, int attempt) {
            log(failure, attempt);
        }

        @Override
        public void failedDelivery(ConsumerRecords<?, ?> records, @Nullable Exception failure, int attempt) {
            log(failure, attempt);
        }

        private static void log(@Nullable Exception failure, int attempt) {
            log.atWarn()
                    .addKeyValue("errorCode", codeOf(failure))
                    .addKeyValue("attempt", attempt)
                    .log("batch failed and is tried again");
        }

        private static String codeOf(@Nullable Throwable failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof BatchFailure) {
                    return String.valueOf(cause.getMessage());
                }
            }
            return failure == null ? "UNKNOWN" : RecordFaults.codeOf(failure);
        }
    }
}
