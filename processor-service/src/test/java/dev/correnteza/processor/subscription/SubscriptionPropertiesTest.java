package dev.correnteza.processor.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SubscriptionPropertiesTest {
    private static final String KEY = "correnteza.processor.subscriptions.grace-days=";

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Wiring.class);

    @Test
    void hasDefaults() {
        runner.run(context ->
                assertThat(context.getBean(SubscriptionProperties.class)).isEqualTo(new SubscriptionProperties(3)));
    }

    @Test
    void takesOtherValues() {
        runner.withPropertyValues(KEY + "0")
                .run(context -> assertThat(context.getBean(SubscriptionProperties.class))
                        .isEqualTo(new SubscriptionProperties(0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "367"})
    void refuses(String days) {
        runner.withPropertyValues(KEY + days).run(context -> assertThat(context).hasFailed());
    }

    @EnableConfigurationProperties(SubscriptionProperties.class)
    static class Wiring {}
}
