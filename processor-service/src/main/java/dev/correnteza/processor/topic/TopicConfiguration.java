package dev.correnteza.processor.topic;

import dev.correnteza.events.topic.Topics;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TopicProperties.class)
class TopicConfiguration {
    private static final Set<String> NAMES = Set.of(
            Topics.PAYMENT_EVENTS,
            Topics.PAYMENT_EVENTS_BACKFILL,
            Topics.GATEWAY_NOTIFICATIONS,
            Topics.WEBHOOK_QUARANTINE,
            Topics.WEBHOOK_REFUSED,
            Topics.CONVERSION_DELIVERIES,
            Topics.GATEWAY_ACCOUNTS,
            Topics.OPERATOR_DECISIONS,
            Topics.PAYMENT_TRANSITIONS,
            Topics.PAYMENT_TRANSITIONS_PRIVATE,
            Topics.PAYMENT_EVENTS_DLT);

    @Bean
    TopicCheck topicCheck(TopicProperties properties, KafkaProperties kafka) {
        return new TopicCheck(NAMES, properties, kafka.buildAdminProperties());
    }
}
