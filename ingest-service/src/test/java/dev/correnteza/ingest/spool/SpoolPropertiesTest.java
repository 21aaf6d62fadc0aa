package dev.correnteza.ingest.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

class SpoolPropertiesTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Wiring.class);

    @Test
    void hasDefaults() {
        runner.run(context -> assertThat(context.getBean(SpoolProperties.class))
                .isEqualTo(
                        new SpoolProperties(Path.of("data/spool"), DataSize.ofGigabytes(10), DataSize.ofGigabytes(1))));
    }

    @Test
    void takesOtherValues() {
        runner.withPropertyValues(
                        "correnteza.ingest.spool.directory=/srv/spool",
                        "correnteza.ingest.spool.max-size=1MB",
                        "correnteza.ingest.spool.min-free=0MB")
                .run(context -> assertThat(context.getBean(SpoolProperties.class))
                        .isEqualTo(new SpoolProperties(
                                Path.of("/srv/spool"), DataSize.ofMegabytes(1), DataSize.ofBytes(0))));
    }

    @ParameterizedTest
    @CsvSource({"max-size,1048575B", "min-free,-1B"})
    void refuses(String key, String value) {
        runner.withPropertyValues("correnteza.ingest.spool." + key + "=" + value)
                .run(context -> assertThat(context).hasFailed());
    }

    @EnableConfigurationProperties(SpoolProperties.class)
    static class Wiring {}
}
