package dev.correnteza.backfill.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class FetchPropertiesTest {
    private static final String PREFIX = "correnteza.backfill.fetch.";

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Wiring.class);

    @Test
    void hasDefaults() {
        runner.run(context -> assertThat(context.getBean(FetchProperties.class))
                .isEqualTo(new FetchProperties(
                        3, Duration.ofMillis(500), Duration.ofSeconds(5), 8, Duration.ofSeconds(60))));
    }

    @Test
    void takesOtherValues() {
        runner.withPropertyValues(
                        PREFIX + "max-attempts=2",
                        PREFIX + "min-backoff=1s",
                        PREFIX + "max-backoff=2s",
                        PREFIX + "accounts-at-once=4",
                        PREFIX + "turn=30s")
                .run(context -> assertThat(context.getBean(FetchProperties.class))
                        .isEqualTo(new FetchProperties(
                                2, Duration.ofSeconds(1), Duration.ofSeconds(2), 4, Duration.ofSeconds(30))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max-attempts=0",
                "max-attempts=11",
                "max-backoff=1ms",
                "accounts-at-once=0",
                "accounts-at-once=65",
                "turn=0s"
            })
    void refuses(String value) {
        runner.withPropertyValues(PREFIX + value)
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void sharesTheTimeOfABatchAmongThoseThatWaitForEachOther() {
        assertThat(oneAfterTheOther(8).turnOf(20)).isEqualTo(Duration.ofSeconds(60));
        assertThat(oneAfterTheOther(4).turnOf(20)).isEqualTo(Duration.ofSeconds(36));
        assertThat(oneAfterTheOther(1).turnOf(20)).isEqualTo(Duration.ofSeconds(9));
        assertThat(oneAfterTheOther(1).turnOf(0)).isEqualTo(Duration.ofSeconds(60));
    }

    private static FetchProperties oneAfterTheOther(int accountsAtOnce) {
        return new FetchProperties(
                3, Duration.ofMillis(500), Duration.ofSeconds(5), accountsAtOnce, Duration.ofSeconds(60));
    }

    @EnableConfigurationProperties(FetchProperties.class)
    static class Wiring {}
}
