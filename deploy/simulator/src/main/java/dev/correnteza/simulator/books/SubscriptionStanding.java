package dev.correnteza.simulator.books;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.events.type.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where a subscription stands once all facts that name it are known. */
final class SubscriptionStanding {
    private SubscriptionStanding() {}

    /**
     * As columns: status, plan, interval, units of it, paid cycles, highest cycle number, start, next charge, end, cancellation, last
     * time.
     *
     * @param facts each once, in any order
     */
    static List<@Nullable Object> columns(Collection<PaymentEvent> facts) {
        List<PaymentEvent> ordered = facts.stream().sorted(StatusTable.ORDER).toList();
        String status = "PENDING";
        Instant canceledAt = null;
        Instant firstPaidAt = null;
        Set<String> charges = new HashSet<>();
        for (PaymentEvent fact : ordered) {
            String to = statusAfter(fact.getType());
            status = to == null ? status : to;
            canceledAt = fact.getType().equals(EventType.SUBSCRIPTION_CANCELED) ? fact.getOccurredAt() : canceledAt;
            if (fact.getType().equals(EventType.PAYMENT_PAID)) {
                charges.add(Objects.requireNonNullElse(fact.getGatewayTransactionId(), fact.getEventId()));
                firstPaidAt = firstPaidAt == null ? fact.getOccurredAt() : firstPaidAt;
            }
        }
        List<PaymentEvent> newestFirst = ordered.reversed();
        List<@Nullable Object> columns = new ArrayList<>();
        columns.add(status);
        columns.add(first(newestFirst, Subscription::getPlan));
        SubscriptionInterval unit = first(
                newestFirst, told -> told.getInterval() == SubscriptionInterval.UNKNOWN ? null : told.getInterval());
        columns.add(unit == null ? SubscriptionInterval.UNKNOWN : unit);
        columns.add(first(newestFirst, Subscription::getIntervalCount));
        columns.add(charges.size());
        columns.add(facts.stream()
                .map(fact -> fact.getSubscription().getCycleNumber())
                .filter(Objects::nonNull)
                .max(Integer::compare)
                .orElse(null));
        Instant started = first(ordered, Subscription::getStartedAt);
        columns.add(BooksAudit.micros(started == null ? firstPaidAt : started));
        columns.add(BooksAudit.micros(first(newestFirst, Subscription::getNextChargeAt)));
        columns.add(BooksAudit.micros(first(newestFirst, Subscription::getExpiresAt)));
        columns.add(BooksAudit.micros(status.equals("CANCELED") ? canceledAt : null));
        columns.add(BooksAudit.micros(ordered.getLast().getOccurredAt()));
        return columns;
    }

    private static @Nullable String statusAfter(String type) {
        return switch (type) {
            case EventType.PAYMENT_PAID,
                    EventType.SUBSCRIPTION_STARTED,
                    EventType.SUBSCRIPTION_RENEWED,
                    EventType.SUBSCRIPTION_RESUMED -> "ACTIVE";
            case EventType.SUBSCRIPTION_PAST_DUE -> "PAST_DUE";
            case EventType.SUBSCRIPTION_PAUSED -> "PAUSED";
            case EventType.SUBSCRIPTION_CANCELED -> "CANCELED";
            case EventType.SUBSCRIPTION_EXPIRED -> "EXPIRED";
            default -> null;
        };
    }

    private static <T> @Nullable T first(List<PaymentEvent> facts, Function<Subscription, @Nullable T> field) {
        return facts.stream()
                .map(fact -> field.apply(fact.getSubscription()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
