package dev.correnteza.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

class PublishConfigurationTest {
    private final KafkaProperties kafka = new KafkaProperties();

    @Test
    void hasOneRequestUnderWayWhateverIsConfigured() {
        kafka.getProducer().getProperties().put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "5");

        assertThat(List.of(PublishConfiguration.direct(kafka, 3_500), PublishConfiguration.draining(kafka, 3_500)))
                .allSatisfy(settings -> assertThat(settings)
                        .containsEntry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1)
                        .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
                        .containsEntry(ProducerConfig.ACKS_CONFIG, "all"));
    }

    @Test
    void neverGivesUpWhatIsDrained() {
        assertThat(PublishConfiguration.draining(kafka, 3_500))
                .containsEntry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    }
}
