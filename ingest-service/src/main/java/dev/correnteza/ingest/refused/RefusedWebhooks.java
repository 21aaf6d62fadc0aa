package dev.correnteza.ingest.refused;

import dev.correnteza.events.RefusedWebhook;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.GatewayAdapter;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.Verification.Rejection;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import reactor.core.publisher.Mono;

/**
 * Keeps refused webhooks in {@code webhook-refused}, if that costs little: within the account's budget, and within a bound of memory
 * for all.
 *
 * <p>{@code correnteza.ingest.refused}: refused = kept + over_budget + over_memory + lost. Alert on lost while the broker is there.
 */
public final class RefusedWebhooks {
    private static final String METRIC = "correnteza.ingest.refused";
    private static final String METHOD = "POST";
    /** Of browsers, and never a proof. */
    private static final String COOKIE = "cookie";

    private final Function<ProducerRecord<String, byte[]>, Mono<Void>> publisher;
    private final RefusedProperties properties;
    private final MeterRegistry registry;
    private final Clock clock;
    private final AvroCodec<RefusedWebhook> codec = AvroCodec.of(RefusedWebhook.class);
    /** One for each account that was ever refused something: as many as there are accounts. */
    private final Map<String, AccountBudget> budgets = new ConcurrentHashMap<>();

    private final AtomicLong waitingBytes = new AtomicLong();

    RefusedWebhooks(
            Function<ProducerRecord<String, byte[]>, Mono<Void>> publisher,
            RefusedProperties properties,
            MeterRegistry registry,
            Clock clock) {
        this.publisher = publisher;
        this.properties = properties;
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * Keeps a webhook, or does not. Returns at once and never fails: the refusal is answered either way.
     *
     * @param webhook to an address that is right
     */
    public void keep(GatewayAdapter adapter, ReceivedWebhook webhook, Rejection reason, Instant receivedAt) {
        String gateway = adapter.gateway().name();
        long size = size(webhook);
        AccountBudget budget =
                budgets.computeIfAbsent(webhook.account().accountId(), id -> new AccountBudget(properties, clock));
        if (!budget.take(size)) {
            count(gateway, Outcome.OVER_BUDGET);
            return;
        }
        if (waitingBytes.addAndGet(size) > properties.maxWaitingSize().toBytes()) {
            waitingBytes.addAndGet(-size);
            count(gateway, Outcome.OVER_MEMORY);
            return;
        }
        Mono.defer(() -> publisher.apply(record(adapter, webhook, reason, receivedAt)))
                .doFinally(end -> waitingBytes.addAndGet(-size))
                .subscribe(nothing -> {}, failure -> count(gateway, Outcome.LOST), () -> count(gateway, Outcome.KEPT));
    }

    private ProducerRecord<String, byte[]> record(
            GatewayAdapter adapter, ReceivedWebhook webhook, Rejection reason, Instant receivedAt) {
        Account account = webhook.account();
        Map<String, String> proof = webhook.headers().entrySet().stream()
                .filter(header -> !header.getKey().equals(COOKIE))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        RefusedWebhook refused = new RefusedWebhook(
                UUID.randomUUID().toString(),
                account.tenantId(),
                account.accountId(),
                adapter.gateway().name(),
                reason.name(),
                receivedAt,
                METHOD,
                proof,
                webhook.query(),
                EventSource.raw(adapter, webhook));
        return new ProducerRecord<>(Topics.WEBHOOK_REFUSED, account.accountId(), codec.encode(refused));
    }

    private static long size(ReceivedWebhook webhook) {
        return webhook.body().length + size(webhook.headers()) + size(webhook.query());
    }

    private static long size(Map<String, String> texts) {
        return texts.entrySet().stream()
                .mapToLong(text -> text.getKey().length() + text.getValue().length())
                .sum();
    }

    private void count(String gateway, Outcome outcome) {
        Counter.builder(METRIC)
                .description("Webhooks with a right address and a wrong proof, by whether they were kept")
                .tag("gateway", gateway)
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }

    private enum Outcome {
        KEPT,
        /** The account had too many, or too large ones. */
        OVER_BUDGET,
        /** Too many are on their way to the broker. */
        OVER_MEMORY,
        /** Neither broker nor spool took it. */
        LOST
    }
}
