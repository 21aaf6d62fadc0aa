package dev.correnteza.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

class PublishPropertiesTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Wiring.class);

    @Test
    void hasDefaults() {
        runner.run(context -> assertThat(context.getBean(PublishProperties.class))
                .isEqualTo(new PublishProperties(
                        Duration.ofMillis(1500), Duration.ofMillis(4500), 20_000, DataSize.ofMegabytes(64))));
    }

    @Test
    void takesOtherValues() {
        runner.withPropertyValues(
                        "correnteza.ingest.publish.spool-after=1s",
                        "correnteza.ingest.publish.answer-within=3s",
                        "correnteza.ingest.publish.max-waiting=5",
                        "correnteza.ingest.publish.max-waiting-size=9MB")
                .run(context -> assertThat(context.getBean(PublishProperties.class))
                        .isEqualTo(new PublishProperties(
                                Duration.ofSeconds(1), Duration.ofSeconds(3), 5, DataSize.ofMegabytes(9))));
    }

    @ParameterizedTest
    @CsvSource({
        "spool-after,99ms",
        "spool-after,3501ms",
        "answer-within,2499ms",
        "max-waiting,0",
        "max-waiting,1000001",
        "max-waiting-size,7MB"
    })
    void refuses(String key, String value) {
        runner.withPropertyValues("correnteza.ingest.publish." + key + "=" + value)
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void refusesToAnswerBeforeAProducerCanHaveGivenUp() {
        runner.withPropertyValues(
                        "correnteza.ingest.publish.spool-after=500ms", "correnteza.ingest.publish.answer-within=1999ms")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void leavesTheProducerLessTimeThanItAnswersIn() {
        PublishProperties properties =
                new PublishProperties(Duration.ofSeconds(1), Duration.ofSeconds(3), 5, DataSize.ofMegabytes(9));

        assertThat(properties.deliverWithin().plus(PublishProperties.HAND_OVER_WITHIN))
                .isEqualTo(properties.answerWithin());
    }

    @EnableConfigurationProperties(PublishProperties.class)
    static class Wiring {}
}
