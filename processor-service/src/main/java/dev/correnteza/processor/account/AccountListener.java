package dev.correnteza.processor.account;

import dev.correnteza.events.codec.UndecodableRecord;
import dev.correnteza.events.topic.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Follows the accounts' topic into the table that lists them. */
@Component
class AccountListener {
    private static final Logger log = LoggerFactory.getLogger(AccountListener.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final AccountRepository repository;
    private final AccountPublisher publisher;

    AccountListener(AccountRepository repository, AccountPublisher publisher) {
        this.repository = repository;
        this.publisher = publisher;
    }

    @KafkaListener(topics = Topics.GATEWAY_ACCOUNTS, groupId = "processor-accounts", batch = "true")
    void onAccounts(List<ConsumerRecord<String, byte[]>> batch) {
        Flux.fromIterable(batch).concatMap(this::apply).then().block(LIMIT);
    }

    private Mono<Void> apply(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return repository.remove(record.key());
        }
        try {
            return repository.write(publisher.read(record.value()), record.value());
        } catch (UndecodableRecord e) {
            log.atError()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .setCause(e)
                    .log("account record cannot be read and is passed over");
            return Mono.empty();
        }
    }
}
