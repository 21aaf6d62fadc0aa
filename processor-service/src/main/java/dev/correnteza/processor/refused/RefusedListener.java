package dev.correnteza.processor.refused;

import dev.correnteza.events.RefusedWebhook;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.NewerSchemas;
import dev.correnteza.events.codec.UndecodableRecord;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.processor.sql.RecordFaults;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps what ingest-service refused for its proof. */
@Component
class RefusedListener {
    private static final Logger log = LoggerFactory.getLogger(RefusedListener.class);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final byte[] NOTHING = {};

    private final RefusedRepository repository;
    private final AvroCodec<RefusedWebhook> codec;

    RefusedListener(RefusedRepository repository, NewerSchemas newerSchemas) {
        this.repository = repository;
        this.codec = AvroCodec.of(RefusedWebhook.class, newerSchemas);
    }

    @KafkaListener(topics = Topics.WEBHOOK_REFUSED, groupId = "processor-refused", batch = "true")
    void onRefused(List<ConsumerRecord<String, byte[]>> batch) {
        Flux.fromIterable(batch)
                .concatMap(this::kept)
                .distinct()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(account -> repository.trim(account.tenantId(), account.accountId()))
                .then()
                .block(LIMIT);
    }

    // What cannot be stored holds up nothing else.
    private Mono<Owner> kept(ConsumerRecord<String, byte[]> record) {
        return Mono.defer(() -> written(record)).onErrorResume(RecordFaults::isFaultOfARecord, fault -> {
            passOver(record, RecordFaults.codeOf(fault));
            return Mono.empty();
        });
    }

    private Mono<Owner> written(ConsumerRecord<String, byte[]> record) {
        byte[] value = Objects.requireNonNullElse(record.value(), NOTHING);
        try {
            RefusedWebhook webhook = codec.decode(value);
            return repository
                    .write(webhook, value)
                    .thenReturn(new Owner(webhook.getTenantId(), webhook.getAccountId()));
        } catch (UndecodableRecord e) {
            passOver(record, "UNDECODABLE");
            return Mono.empty();
        }
    }

    private static void passOver(ConsumerRecord<String, byte[]> record, String errorCode) {
        log.atError()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("errorCode", errorCode)
                .log("refused webhook cannot be kept and is passed over");
    }

    private record Owner(String tenantId, String accountId) {}
}
