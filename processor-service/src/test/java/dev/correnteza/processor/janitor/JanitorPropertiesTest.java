package dev.correnteza.processor.janitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class JanitorPropertiesTest {
    private static final String PREFIX = "correnteza.processor.janitor.";

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Wiring.class);

    @Test
    void hasDefaults() {
        runner.run(context -> assertThat(context.getBean(JanitorProperties.class))
                .isEqualTo(new JanitorProperties(
                        List.of(Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(6), Duration.ofHours(24)),
                        Duration.ofDays(1),
                        Duration.ofMinutes(5),
                        Duration.ofDays(7),
                        Duration.ofDays(45),
                        Set.of("pushinpay", "efi"),
                        Duration.ofSeconds(10),
                        200)));
    }

    @Test
    void takesOtherValues() {
        runner.withPropertyValues(
                        PREFIX + "ask-after=1m,2m",
                        PREFIX + "ask-again-every=12h",
                        PREFIX + "ask-after-expiry=1m",
                        PREFIX + "give-up-after-expiry=2d",
                        PREFIX + "give-up-after=40d",
                        PREFIX + "gateways=efi",
                        PREFIX + "look-every=1s",
                        PREFIX + "batch-size=7")
                .run(context -> assertThat(context.getBean(JanitorProperties.class))
                        .isEqualTo(new JanitorProperties(
                                List.of(Duration.ofMinutes(1), Duration.ofMinutes(2)),
                                Duration.ofHours(12),
                                Duration.ofMinutes(1),
                                Duration.ofDays(2),
                                Duration.ofDays(40),
                                Set.of("efi"),
                                Duration.ofSeconds(1),
                                7)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ask-after=1h,1h",
                "ask-again-every=0s",
                "ask-after-expiry=0s",
                "give-up-after-expiry=0s",
                "give-up-after=24h",
                "look-every=0s",
                "batch-size=0",
                "batch-size=5001"
            })
    void refuses(String value) {
        runner.withPropertyValues(PREFIX + value)
                .run(context -> assertThat(context).hasFailed());
    }

    @EnableConfigurationProperties(JanitorProperties.class)
    static class Wiring {}
}
