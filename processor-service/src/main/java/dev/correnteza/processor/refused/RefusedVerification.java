package dev.correnteza.processor.refused;

import dev.correnteza.events.RefusedWebhook;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.NewerSchemas;
import dev.correnteza.events.codec.UndecodableRecord;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.processor.account.OpenedAccount;
import dev.correnteza.processor.account.Reading;
import dev.correnteza.processor.account.ReadingView;
import dev.correnteza.processor.page.NotPublished;
import dev.correnteza.processor.refused.RefusedReport.Item;
import dev.correnteza.processor.refused.RefusedRepository.Kept;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Verifies refused webhooks again, and lets in what proves authentic. A webhook is marked after its records were acknowledged: when
 * the process dies in between, or two callers are at it at once, they are written again, with the same event ids.
 */
@Component
class RefusedVerification {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int AT_ONCE = 16;

    private final RefusedRepository repository;
    private final KafkaTemplate<String, byte[]> kafka;
    private final Clock clock;
    private final AvroCodec<RefusedWebhook> codec;
    private final LetInRecords records = new LetInRecords();

    RefusedVerification(
            RefusedRepository repository, KafkaTemplate<String, byte[]> kafka, NewerSchemas newerSchemas, Clock clock) {
        this.repository = repository;
        this.kafka = kafka;
        this.codec = AvroCodec.of(RefusedWebhook.class, newerSchemas);
        this.clock = clock;
    }

    /** Shows what would be let in. */
    Mono<RefusedReport> check(OpenedAccount account) {
        return kept(account)
                .map(kept -> Item.of(kept, ReadingView.of(read(account, kept)), false))
                .collectList()
                .map(items -> RefusedReport.of(account.account().accountId(), items));
    }

    /** Lets in what is authentic now; fails with {@link NotPublished} when the broker does not take it. */
    Mono<RefusedReport> letIn(OpenedAccount account) {
        return kept(account)
                .flatMapSequential(kept -> letIn(account, kept), AT_ONCE)
                .collectList()
                .map(items -> RefusedReport.of(account.account().accountId(), items));
    }

    // Verifying computes, and send() may wait: neither on an event loop.
    private Flux<Kept> kept(OpenedAccount account) {
        return repository
                .kept(account.account().tenantId(), account.account().accountId())
                .publishOn(Schedulers.boundedElastic());
    }

    private Mono<Item> letIn(OpenedAccount account, Kept kept) {
        Reading reading = read(account, kept);
        List<ProducerRecord<String, byte[]>> toPublish = records.of(reading, kept.refusalId(), account.adapter());
        Item item = Item.of(kept, ReadingView.of(reading), !toPublish.isEmpty());
        return toPublish.isEmpty()
                ? Mono.just(item)
                : publish(toPublish)
                        .then(repository.letIn(account.account().tenantId(), kept.refusalId(), clock.instant()))
                        .thenReturn(item);
    }

    private Mono<Void> publish(List<ProducerRecord<String, byte[]>> toPublish) {
        return Flux.fromIterable(toPublish)
                .flatMap(record -> Mono.fromFuture(kafka.send(record)))
                .then()
                .timeout(LIMIT)
                .onErrorMap(NotPublished::new);
    }

    private Reading read(OpenedAccount account, Kept kept) {
        try {
            RefusedWebhook refused = codec.decode(kept.record());
            byte[] body = new byte[refused.getRaw().getBody().remaining()];
            refused.getRaw().getBody().duplicate().get(body);
            ReceivedWebhook webhook =
                    new ReceivedWebhook(account.account(), refused.getProof(), refused.getProofQuery(), body);
            return account.read(webhook, kept.receivedAt(), clock.instant());
        } catch (UndecodableRecord e) {
            throw new IllegalStateException("table holds a webhook that was read from the topic", e);
        }
    }
}
