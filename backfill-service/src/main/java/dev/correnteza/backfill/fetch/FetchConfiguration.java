package dev.correnteza.backfill.fetch;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

@Configuration(proxyBeanMethods = false)
class FetchConfiguration {
    private static final long FIRST_PAUSE_MS = 500;
    private static final double GROWTH = 2;
    private static final long LONGEST_PAUSE_MS = 10_000;

    /** The same batch again and again: it fails only where the broker does not acknowledge what was found. */
    @Bean
    DefaultErrorHandler fetchErrorHandler() {
        ExponentialBackOff backOff = new ExponentialBackOff(FIRST_PAUSE_MS, GROWTH);
        backOff.setMaxInterval(LONGEST_PAUSE_MS);
        backOff.setMaxElapsedTime(Long.MAX_VALUE);
        return new DefaultErrorHandler(backOff);
    }
}
