package dev.correnteza.ingest.refused;

import static org.assertj.core.api.Assertions.assertThat;

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
                        100, 10, DataSize.ofMegabytes(4), DataSize.ofKilobytes(128), DataSize.ofMegabytes(8))));
    }

    @Test
    void takesOtherValues() {
        runner.withPropertyValues(
                        "correnteza.ingest.refused.burst=5",
                        "correnteza.ingest.refused.per-minute=1",
                        "correnteza.ingest.refused.burst-size=3MB",
                        "correnteza.ingest.refused.size-per-minute=1MB",
                        "correnteza.ingest.refused.max-waiting-size=2MB")
                .run(context -> assertThat(context.getBean(RefusedProperties.class))
                        .isEqualTo(new RefusedProperties(
                                5, 1, DataSize.ofMegabytes(3), DataSize.ofMegabytes(1), DataSize.ofMegabytes(2))));
    }

    @ParameterizedTest
    @CsvSource({
        "burst,0",
        "burst,100001",
        "per-minute,0",
        "per-minute,100001",
        "burst-size,2047KB",
        "size-per-minute,1023B",
        "max-waiting-size,1MB"
    })
    void refuses(String key, String value) {
        runner.withPropertyValues("correnteza.ingest.refused." + key + "=" + value)
                .run(context -> assertThat(context).hasFailed());
    }

    @EnableConfigurationProperties(RefusedProperties.class)
    static class Wiring {}
}
