package dev.correnteza.gateways;

import dev.correnteza.events.GatewayNotification;
import dev.correnteza.events.Item;
import dev.correnteza.events.Lane;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.RawWebhook;
import dev.correnteza.events.identity.EventId;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.Normalization.Notified;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Starts the events of one webhook or one record of a gateway's history: all that does not depend on what it says. Not thread-safe. */
public final class EventSource {
    /** Headers kept of every webhook; those that a gateway's normalizer reads come on top. */
    private static final List<String> HEADERS_KEPT = List.of("content-type", "user-agent", "x-request-id");

    /** What the bodies kept in the events of one webhook may take together: each event has the whole body. The longest seen has 10 KB. */
    static final long MAX_KEPT_BYTES = 16 * 1_024 * 1_024;

    private final Account account;
    private final Gateway gateway;
    private final Lane lane;
    private final Instant receivedAt;
    private final RawWebhook raw;
    private final @Nullable String webhookToken;
    private final @Nullable String trackingToken;
    private long keptBytes;

    private EventSource(
            Account account,
            Gateway gateway,
            Lane lane,
            Instant receivedAt,
            RawWebhook raw,
            Map<String, String> query) {
        this.account = account;
        this.gateway = gateway;
        this.lane = lane;
        this.receivedAt = receivedAt;
        this.raw = raw;
        this.webhookToken = Tokens.webhookToken(query.get(Tokens.WEBHOOK_TOKEN));
        this.trackingToken = Tokens.trackingToken(query.get(Tokens.TRACKING_TOKEN));
    }

    /** Events of a webhook; lane LIVE. */
    public static EventSource of(GatewayAdapter adapter, VerifiedWebhook webhook) {
        ReceivedWebhook received = webhook.received();
        return new EventSource(
                received.account(),
                adapter.gateway(),
                Lane.LIVE,
                webhook.receivedAt(),
                raw(adapter, received),
                received.query());
    }

    /**
     * Events of a record that was fetched from the gateway's API; lane BACKFILL.
     *
     * @param record JSON of the one record
     * @param fetchedAt our clock
     */
    public static EventSource ofHistory(GatewayAdapter adapter, Account account, byte[] record, Instant fetchedAt) {
        return ofApi(adapter, account, Lane.BACKFILL, record, fetchedAt);
    }

    /**
     * Events of what the gateway's API answered about one payment: to its creation, or when it was asked for its state; lane LIVE.
     *
     * @param answer JSON
     * @param readAt our clock
     */
    public static EventSource ofAnswer(GatewayAdapter adapter, Account account, byte[] answer, Instant readAt) {
        return ofApi(adapter, account, Lane.LIVE, answer, readAt);
    }

    private static EventSource ofApi(GatewayAdapter adapter, Account account, Lane lane, byte[] json, Instant readAt) {
        RawWebhook raw = new RawWebhook("application/json", Map.of(), null, ByteBuffer.wrap(json), adapter.version());
        return new EventSource(account, adapter.gateway(), lane, readAt, raw, Map.of());
    }

    /** What is kept of a request, without the headers and query parameters that may hold secrets. */
    public static RawWebhook raw(GatewayAdapter adapter, ReceivedWebhook webhook) {
        Set<String> headersRead = adapter.headersRead(webhook.account());
        Map<String, String> kept = webhook.headers().entrySet().stream()
                .filter(header -> HEADERS_KEPT.contains(header.getKey()) || headersRead.contains(header.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new RawWebhook(
                webhook.header("content-type"),
                kept,
                query(adapter.queryRead(webhook.account()), webhook.query()),
                ByteBuffer.wrap(webhook.body()),
                adapter.version());
    }

    /**
     * An event with identity and times filled in; the caller adds what the payload says.
     *
     * @param type canonical
     * @param gatewayEventType words as sent
     * @param subject what it happened to: transaction, subscription or cart, in the spelling used for matching
     * @param occurredAt gateway's clock; {@code null} where it gives none: the time of receipt counts
     */
    public PaymentEvent once(String type, String gatewayEventType, String subject, @Nullable Instant occurredAt) {
        String eventId = EventId.once(account.accountId(), subject, type).toString();
        return event(eventId, type, gatewayEventType, occurredAt);
    }

    /**
     * As {@link #once}, for what can happen to its subject several times.
     *
     * @param occurrence what tells one time from the next, in the gateway's words
     */
    public PaymentEvent each(
            String type, String gatewayEventType, String subject, String occurrence, @Nullable Instant occurredAt) {
        String eventId =
                EventId.each(account.accountId(), subject, type, occurrence).toString();
        return event(eventId, type, gatewayEventType, occurredAt);
    }

    /**
     * The notice that something happened to a resource of which nothing is known yet.
     *
     * @param topic kind of resource, in the gateway's word
     * @param resourceId at the gateway
     */
    public Notified notification(String topic, String resourceId) {
        return new Notified(new GatewayNotification(
                account.tenantId(), account.accountId(), gateway.name(), topic, resourceId, receivedAt, raw));
    }

    /** Sets amount and currency. */
    public static void setAmount(PaymentEvent event, Money amount) {
        event.setAmountMinor(amount.minor());
        event.setCurrency(amount.currency());
    }

    /**
     * Sets what was sold, and the currency where a price of it is the only amount.
     *
     * @param currency of the prices; asked for only then
     */
    public static void setItems(PaymentEvent event, List<Item> items, Supplier<String> currency) {
        event.setItems(items);
        if (event.getCurrency() == null && items.stream().anyMatch(item -> item.getUnitAmountMinor() != null)) {
            event.setCurrency(currency.get());
        }
    }

    private PaymentEvent event(String eventId, String type, String gatewayEventType, @Nullable Instant occurredAt) {
        keptBytes += raw.getBody().remaining();
        if (keptBytes > MAX_KEPT_BYTES) {
            throw new NotUnderstoodException(Reason.TOO_MANY_EVENTS, null);
        }
        PaymentEvent event = new PaymentEvent();
        event.setEventId(eventId);
        event.setTenantId(account.tenantId());
        event.setAccountId(account.accountId());
        event.setGateway(gateway.name());
        event.setLane(lane);
        event.setType(type);
        event.setGatewayEventType(gatewayEventType);
        event.setOccurredAt(occurredAt == null ? receivedAt : occurredAt);
        event.setReceivedAt(receivedAt);
        event.setWebhookToken(webhookToken);
        event.setTrackingToken(trackingToken);
        event.setMethod(PaymentMethod.UNKNOWN);
        event.setItems(List.of());
        event.setRaw(raw);
        return event;
    }

    private static @Nullable String query(Set<String> queryRead, Map<String, String> query) {
        if (query.isEmpty()) {
            return null;
        }
        String kept = query.entrySet().stream()
                .filter(entry -> entry.getKey().equals(Tokens.WEBHOOK_TOKEN)
                        || entry.getKey().equals(Tokens.TRACKING_TOKEN)
                        || queryRead.contains(entry.getKey()))
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .sorted()
                .collect(Collectors.joining("&"));
        return kept.isEmpty() ? null : kept;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
