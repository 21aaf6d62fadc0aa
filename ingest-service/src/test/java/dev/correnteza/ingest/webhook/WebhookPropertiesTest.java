package dev.correnteza.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class WebhookPropertiesTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Wiring.class);

    @Test
    void hasDefaults() {
        runner.run(context -> assertThat(context.getBean(WebhookProperties.class))
                .isEqualTo(new WebhookProperties(1_048_576, Duration.ofSeconds(10))));
    }

    @Test
    void takesOtherValues() {
        runner.withPropertyValues(
                        "correnteza.ingest.webhook.max-body-bytes=2048", "correnteza.ingest.webhook.read-within=3s")
                .run(context -> assertThat(context.getBean(WebhookProperties.class))
                        .isEqualTo(new WebhookProperties(2_048, Duration.ofSeconds(3))));
    }

    @ParameterizedTest
    @CsvSource({"max-body-bytes,1023", "max-body-bytes,1048577", "read-within,99ms"})
    void refuses(String key, String value) {
        runner.withPropertyValues("correnteza.ingest.webhook." + key + "=" + value)
                .run(context -> assertThat(context).hasFailed());
    }

    @EnableConfigurationProperties(WebhookProperties.class)
    static class Wiring {}
}
