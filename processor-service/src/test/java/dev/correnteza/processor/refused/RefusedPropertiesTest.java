package dev.correnteza.processor.refused;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

class RefusedPropertiesTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Wiring.class);

    @Test
    void hasDefaults() {
        runner.run(context -> assertThat(context.getBean(RefusedProperties.class))
                .isEqualTo(new RefusedProperties(
                        1_000, DataSize.ofMegabytes(16), Duration.ofDays(7), Duration.ofSeconds(15))));
    }

    @Test
    void takesOtherValues() {
        runner.withPropertyValues(
                        "correnteza.processor.refused.max-per-account=5",
                        "correnteza.processor.refused.max-size-per-account=4MB",
                        "correnteza.processor.refused.keep-for=1h",
                        "correnteza.processor.refused.look-every=1m")
                .run(context -> assertThat(context.getBean(RefusedProperties.class))
                        .isEqualTo(new RefusedProperties(
                                5, DataSize.ofMegabytes(4), Duration.ofHours(1), Duration.ofMinutes(1))));
    }

    @ParameterizedTest
    @CsvSource({
        "max-per-account,0",
        "max-per-account,100001",
        "max-size-per-account,3MB",
        "keep-for,59m",
        "look-every,0s",
        "look-every,61s"
    })
    void refuses(String key, String value) {
        runner.withPropertyValues("correnteza.processor.refused." + key + "=" + value)
                .run(context -> assertThat(context).hasFailed());
    }

    @EnableConfigurationProperties(RefusedProperties.class)
    static class Wiring {}
}
