package dev.correnteza.processor.janitor;

import dev.correnteza.events.GatewayNotification;
import dev.correnteza.events.RawWebhook;
import dev.correnteza.processor.outbox.RecordOutbox;
import dev.correnteza.processor.outbox.RecordPublisher;
import dev.correnteza.processor.rounds.Round;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Has open payments asked after. The request is a notification as gateways send them that tell no more than an id: whoever fetches
 * what those name fetches this, and what it finds is an event like any other.
 */
@Component
class Janitor implements Round {
    /** Kind of resource of such a notification. */
    static final String TOPIC = "payment.inquiry";

    private static final int NO_ADAPTER = 0;

    private final InquiryRepository inquiries;
    private final RecordOutbox outbox;
    private final RecordPublisher publisher;
    private final TransactionalOperator transaction;
    private final JanitorProperties properties;
    private final Clock clock;
    private final MeterRegistry meters;

    Janitor(
            InquiryRepository inquiries,
            RecordOutbox outbox,
            RecordPublisher publisher,
            TransactionalOperator transaction,
            JanitorProperties properties,
            Clock clock,
            MeterRegistry meters) {
        this.inquiries = inquiries;
        this.outbox = outbox;
        this.publisher = publisher;
        this.transaction = transaction;
        this.properties = properties;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public Duration every() {
        return properties.lookEvery();
    }

    @Override
    public String failure() {
        return "open payments cannot be asked after";
    }

    @Override
    public Mono<Void> once() {
        if (properties.askAfter().isEmpty()) {
            return Mono.empty();
        }
        return Mono.defer(() -> {
                    Instant now = clock.instant();
                    return inquiries
                            .takeDue(properties, now)
                            .collectList()
                            .flatMapMany(Flux::fromIterable)
                            .concatMap(payment ->
                                    outbox.enqueue(inquiry(payment, now)).doOnNext(entry -> count(payment)))
                            .collectList()
                            .as(transaction::transactional);
                })
                .flatMap(publisher::publish);
    }

    private static GatewayNotification inquiry(OpenPayment payment, Instant now) {
        return new GatewayNotification(
                payment.tenantId(),
                payment.accountId(),
                payment.gateway(),
                TOPIC,
                payment.resourceId(),
                now,
                // Nobody sent it.
                new RawWebhook(null, Map.of(), null, ByteBuffer.allocate(0), NO_ADAPTER));
    }

    private void count(OpenPayment payment) {
        meters.counter("correnteza.processor.inquiries", "gateway", payment.gateway())
                .increment();
    }
}
