package dev.correnteza.simulator.books;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentStatus;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.events.type.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a subscription stands once all facts that name it and all of its charges are known. */
final class SubscriptionStanding {
    private SubscriptionStanding() {}

    /**
     * As columns: status, plan, interval, units of it, paid cycles, returned cycles, highest cycle number, start, next charge, end,
     * cancellation, last time, plan type, what that is known by, start and end of what is paid for, days of grace, why orders were taken
     * for it.
     *
     * @param id of the subscription
     * @param own its own events, each once, in any order
     * @param payments the facts of each sale that names it, by the id of the payment
     */
    static List<@Nullable Object> columns(
            String id, Collection<PaymentEvent> own, Map<String, List<PaymentEvent>> payments) {
        Collection<List<PaymentEvent>> charges = payments.values();
        List<PaymentEvent> ordered = Stream.concat(
                        own.stream(), charges.stream().flatMap(List::stream))
                .sorted(StatusTable.ORDER)
                .toList();
        List<Standing> paid = charges.stream()
                .map(Standing::of)
                .filter(charge -> charge.paidAt() != null)
                .toList();
        Set<String> ofUnpaid = new HashSet<>();
        charges.stream()
                .filter(charge -> Standing.of(charge).paidAt() == null)
                .forEach(charge -> charge.forEach(fact -> ofUnpaid.add(fact.getEventId())));
        String status = "PENDING";
        Instant canceledAt = null;
        for (PaymentEvent fact : ordered) {
            String to = statusAfter(fact.getType());
            status = to == null ? status : to;
            if (fact.getType().equals(EventType.PAYMENT_REFUSED)
                    && status.equals("ACTIVE")
                    && ofUnpaid.contains(fact.getEventId())) {
                status = "PAST_DUE";
            }
            canceledAt = fact.getType().equals(EventType.SUBSCRIPTION_CANCELED) ? fact.getOccurredAt() : canceledAt;
        }
        List<PaymentEvent> naming = ordered.stream()
                .filter(fact -> fact.getSubscription() != null
                        && fact.getSubscription().getId().equals(id))
                .toList();
        List<PaymentEvent> newestFirst = naming.reversed();
        List<@Nullable Object> columns = new ArrayList<>();
        columns.add(status);
        columns.add(first(newestFirst, Subscription::getPlan));
        SubscriptionInterval unit = first(
                newestFirst, told -> told.getInterval() == SubscriptionInterval.UNKNOWN ? null : told.getInterval());
        columns.add(unit == null ? SubscriptionInterval.UNKNOWN : unit);
        columns.add(first(newestFirst, Subscription::getIntervalCount));
        long returned = paid.stream()
                .filter(charge ->
                        charge.status() == PaymentStatus.REFUNDED || charge.status() == PaymentStatus.CHARGED_BACK)
                .count();
        columns.add(paid.size() - returned);
        columns.add(returned);
        columns.add(naming.stream()
                .map(fact -> fact.getSubscription().getCycleNumber())
                .filter(Objects::nonNull)
                .max(Integer::compare)
                .orElse(null));
        Instant started = first(naming, Subscription::getStartedAt);
        Instant firstPaidAt = paid.stream()
                .map(Standing::paidAt)
                .min(Comparator.naturalOrder())
                .orElse(null);
        columns.add(BooksAudit.micros(started == null ? firstPaidAt : started));
        columns.add(BooksAudit.micros(first(newestFirst, Subscription::getNextChargeAt)));
        columns.add(BooksAudit.micros(first(newestFirst, Subscription::getExpiresAt)));
        columns.add(BooksAudit.micros(status.equals("CANCELED") ? canceledAt : null));
        columns.add(BooksAudit.micros(ordered.getLast().getOccurredAt()));
        SaidPlan plan = SaidPlan.of(ordered);
        columns.add(plan.type());
        columns.add(plan.source());
        columns.addAll(PaidTime.columns(id, status, ordered, payments));
        // Days of grace are the tenants' own rules, and nobody has one here.
        columns.add(null);
        columns.add(naming.isEmpty() ? "GATEWAY_SENDS_NONE" : null);
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
