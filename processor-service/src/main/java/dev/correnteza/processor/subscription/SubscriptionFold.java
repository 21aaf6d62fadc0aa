package dev.correnteza.processor.subscription;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.events.type.EventType;
import dev.correnteza.processor.payment.PaymentFold;
import dev.correnteza.processor.subscription.SubscriptionState.Status;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Folds the set of events that name a subscription to its state: a pure function, as {@link PaymentFold} is. */
public final class SubscriptionFold {
    private SubscriptionFold() {}

    /**
     * The state that these events make.
     *
     * @param facts one or more events with a subscription, in any order, with any repetitions
     */
    public static SubscriptionState of(Collection<PaymentEvent> facts) {
        Set<String> seen = new HashSet<>();
        List<PaymentEvent> events = facts.stream()
                .filter(event -> seen.add(event.getEventId()))
                .sorted(PaymentFold.ORDER)
                .toList();
        Status status = Status.PENDING;
        @Nullable Instant canceledAt = null;
        Set<String> paidCharges = new HashSet<>();
        @Nullable Instant firstPaidAt = null;
        for (PaymentEvent event : events) {
            status = next(status, event.getType());
            if (event.getType().equals(EventType.PAYMENT_PAID)) {
                paidCharges.add(chargeOf(event));
                firstPaidAt = firstPaidAt == null ? event.getOccurredAt() : firstPaidAt;
            }
            if (event.getType().equals(EventType.SUBSCRIPTION_CANCELED)) {
                canceledAt = event.getOccurredAt();
            }
        }
        Optional<Instant> toldStart = first(events, Subscription::getStartedAt);
        return new SubscriptionState(
                status,
                last(events, Subscription::getPlan).orElse(null),
                last(events, SubscriptionFold::toldInterval).orElse(SubscriptionInterval.UNKNOWN),
                last(events, Subscription::getIntervalCount).orElse(null),
                paidCharges.size(),
                events.stream()
                        .map(event -> event.getSubscription().getCycleNumber())
                        .filter(number -> number != null)
                        .max(Integer::compare)
                        .orElse(null),
                toldStart.orElse(firstPaidAt),
                last(events, Subscription::getNextChargeAt).orElse(null),
                last(events, Subscription::getExpiresAt).orElse(null),
                status == Status.CANCELED ? canceledAt : null,
                events.getLast().getOccurredAt());
    }

    private static Status next(Status from, String type) {
        return switch (type) {
            case EventType.PAYMENT_PAID,
                    EventType.SUBSCRIPTION_STARTED,
                    EventType.SUBSCRIPTION_RENEWED,
                    EventType.SUBSCRIPTION_RESUMED -> Status.ACTIVE;
            case EventType.SUBSCRIPTION_PAST_DUE -> Status.PAST_DUE;
            case EventType.SUBSCRIPTION_PAUSED -> Status.PAUSED;
            case EventType.SUBSCRIPTION_CANCELED -> Status.CANCELED;
            case EventType.SUBSCRIPTION_EXPIRED -> Status.EXPIRED;
            default -> from;
        };
    }

    private static String chargeOf(PaymentEvent event) {
        @Nullable String transaction = event.getGatewayTransactionId();
        return transaction == null ? event.getEventId() : transaction;
    }

    private static @Nullable SubscriptionInterval toldInterval(Subscription subscription) {
        return subscription.getInterval() == SubscriptionInterval.UNKNOWN ? null : subscription.getInterval();
    }

    private static <T> Optional<T> last(List<PaymentEvent> events, Function<Subscription, @Nullable T> field) {
        return first(events.reversed(), field);
    }

    private static <T> Optional<T> first(List<PaymentEvent> events, Function<Subscription, @Nullable T> field) {
        return events.stream()
                .map(PaymentEvent::getSubscription)
                .map(field)
                .filter(value -> value != null)
                .findFirst();
    }
}
