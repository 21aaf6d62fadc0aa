package dev.correnteza.processor.account;

import dev.correnteza.events.codec.UndecodableRecord;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.processor.sql.RecordFaults;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
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

    private final Accounts accounts;
    private final AccountRepository repository;
    private final AccountPublisher publisher;

    AccountListener(Accounts accounts, AccountRepository repository, AccountPublisher publisher) {
        this.accounts = accounts;
        this.repository = repository;
        this.publisher = publisher;
    }

    @KafkaListener(topics = Topics.GATEWAY_ACCOUNTS, groupId = "processor-accounts", batch = "true")
    void onAccounts(List<ConsumerRecord<String, byte[]>> batch) {
        Flux.fromIterable(batch).concatMap(this::apply).then().block(LIMIT);
    }

    private Mono<Void> apply(ConsumerRecord<String, byte[]> record) {
        return Mono.defer(() -> written(record)).onErrorResume(RecordFaults::isFaultOfARecord, fault -> {
            passOver(record, RecordFaults.codeOf(fault));
            return Mono.empty();
        });
    }

    private Mono<Void> written(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null) {
            passOver(record, "NO_KEY");
            return Mono.empty();
        }
        if (record.value() == null) {
            return repository.remove(record.key());
        }
        try {
            return accounts.told(publisher.read(record.value()), record.value(), change(record));
        } catch (UndecodableRecord e) {
            passOver(record, "UNDECODABLE");
            return Mono.empty();
        }
    }

    // The account counts whoever changed it.
    private static @Nullable AccountChange change(ConsumerRecord<String, byte[]> record) {
        try {
            return AccountChange.of(record.headers());
        } catch (AccountChange.Unreadable e) {
            tell(record, "CHANGE_UNREADABLE", "account record does not tell who changed it");
            return null;
        }
    }

    private static void passOver(ConsumerRecord<String, byte[]> record, String errorCode) {
        tell(record, errorCode, "account record cannot be used and is passed over");
    }

    private static void tell(ConsumerRecord<String, byte[]> record, String errorCode, String what) {
        log.atError()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("errorCode", errorCode)
                .log(what);
    }
}
