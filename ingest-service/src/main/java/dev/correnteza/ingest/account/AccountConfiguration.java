package dev.correnteza.ingest.account;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AccountConfiguration {
    @Bean
    Accounts accounts() {
        return new Accounts();
    }

    @Bean
    AccountTopic accountTopic(KafkaProperties kafka, SecretsProperties secrets, Accounts accounts) {
        Map<String, Object> settings = new HashMap<>(kafka.buildConsumerProperties());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new AccountTopic(
                () -> new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer()),
                accounts,
                new AccountReader(secrets.cipher()));
    }

    /** Not ready until all accounts were read: before, a known account would be answered as unknown. */
    @Bean("accountsHealthIndicator")
    HealthIndicator accountsHealth(Accounts accounts) {
        return () -> accounts.isLoaded()
                ? Health.up().withDetail("accounts", accounts.size()).build()
                : Health.down().withDetail("reason", "accounts not read yet").build();
    }
}
