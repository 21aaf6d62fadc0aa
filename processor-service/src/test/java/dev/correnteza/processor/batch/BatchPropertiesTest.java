package dev.correnteza.processor.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class BatchPropertiesTest {
    @Test
    void defaultsToAMinute() {
        assertThat(bound(Map.of()).timeout()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void takesAnotherTimeout() {
        assertThat(bound(Map.of("correnteza.processor.batch.timeout", "4m")).timeout())
                .isEqualTo(Duration.ofMinutes(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "-1s", "241s"})
    void refusesATimeoutThatIsNoneOrLongerThanKafkaWaits(String timeout) {
        assertThatThrownBy(() -> bound(Map.of("correnteza.processor.batch.timeout", timeout)))
                .rootCause()
                .hasMessageContaining("correnteza.processor.batch.timeout")
                .hasMessageContaining("expected: more than 0, at most 4m");
    }

    @Test
    void hasOneConsumerUnlessToldOtherwise() {
        assertThat(bound(Map.of()).consumers()).isEqualTo(1);
        assertThat(bound(Map.of("correnteza.processor.batch.consumers", "2")).consumers())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "33"})
    void refusesNoConsumersAndTooMany(String consumers) {
        assertThatThrownBy(() -> bound(Map.of("correnteza.processor.batch.consumers", consumers)))
                .rootCause()
                .hasMessageContaining("correnteza.processor.batch.consumers")
                .hasMessageContaining("expected: 1 to 32");
    }

    private static BatchProperties bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("correnteza.processor.batch", BatchProperties.class);
    }
}
