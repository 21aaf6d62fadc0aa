package dev.correnteza.processor.subscription;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentStatus;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.events.type.EventType;
import dev.correnteza.processor.payment.PaymentFold;
import dev.correnteza.processor.payment.PaymentState;
import dev.correnteza.processor.plan.Cadence;
import dev.correnteza.processor.plan.Plan;
import dev.correnteza.processor.plan.PlanRules;
import dev.correnteza.processor.subscription.Schedule.Charge;
import dev.correnteza.processor.subscription.SubscriptionState.Status;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Folds the facts of a subscription to its state: a pure function, as {@link PaymentFold} is. Its facts are the events that name it
 * and all events of the payments that any of these is about.
 */
public final class SubscriptionFold {
    /** Those that tell that time is paid for. */
    private static final Set<String> GRANTING = Set.of(
            EventType.SUBSCRIPTION_STARTED,
            EventType.SUBSCRIPTION_RENEWED,
            EventType.SUBSCRIPTION_RESUMED,
            EventType.SUBSCRIPTION_PLAN_CHANGED);

    private final String subscriptionId;
    private final List<PaymentEvent> events;
    private final List<PaymentEvent> naming;
    private final Map<String, Plan> plans;
    private final Map<String, PaymentState> payments = new HashMap<>();
    private final Map<String, List<PaymentEvent>> eventsOf;

    private SubscriptionFold(List<SubscriptionFact> ordered, String subscriptionId, PlanRules rules) {
        this.events = ordered.stream().map(SubscriptionFact::event).toList();
        this.subscriptionId = subscriptionId;
        this.naming = events.stream().filter(this::isNaming).toList();
        this.plans = new HashMap<>();
        events.forEach(event -> rules.of(event).ifPresent(plan -> plans.put(event.getEventId(), plan)));
        this.eventsOf = ordered.stream()
                .filter(fact -> fact.paymentId() != null)
                .collect(Collectors.groupingBy(
                        SubscriptionFact::paymentId, Collectors.mapping(SubscriptionFact::event, Collectors.toList())));
        eventsOf.forEach((paymentId, facts) -> payments.put(paymentId, PaymentFold.of(facts)));
    }

    /**
     * The state that these facts make.
     *
     * @param facts one or more, in any order, with any repetitions
     * @param subscriptionId which of the subscriptions that these events name
     * @param rules of the tenant
     */
    public static SubscriptionState of(Collection<SubscriptionFact> facts, String subscriptionId, PlanRules rules) {
        Set<String> seen = new HashSet<>();
        return new SubscriptionFold(
                        facts.stream()
                                .filter(fact -> seen.add(fact.event().getEventId()))
                                .sorted(Comparator.comparing(SubscriptionFact::event, PaymentFold.ORDER))
                                .toList(),
                        subscriptionId,
                        rules)
                .fold();
    }

    private SubscriptionState fold() {
        Set<String> failed = failedCharges();
        Status status = Status.PENDING;
        @Nullable Instant canceledAt = null;
        for (PaymentEvent event : events) {
            status = next(status, event, failed);
            if (event.getType().equals(EventType.SUBSCRIPTION_CANCELED)) {
                canceledAt = event.getOccurredAt();
            }
        }
        List<Cycle> cycles = Schedule.of(charges());
        Optional<Cycle> current = Schedule.last(cycles);
        Optional<Grant> granted = granted(cycles, current);
        @Nullable
        Instant periodStart = current.map(Cycle::startsAt)
                .or(() -> granted.map(Grant::toldAt))
                .orElse(null);
        return new SubscriptionState(
                status,
                last(Subscription::getPlan).orElse(null),
                last(SubscriptionFold::toldInterval).orElse(SubscriptionInterval.UNKNOWN),
                last(Subscription::getIntervalCount).orElse(null),
                planUntil(Instant.MAX),
                cycles,
                naming.stream()
                        .map(event -> event.getSubscription().getCycleNumber())
                        .filter(Objects::nonNull)
                        .max(Integer::compare)
                        .orElse(null),
                first(Subscription::getStartedAt)
                        .or(() -> cycles.stream().findFirst().map(Cycle::paidAt))
                        .orElse(null),
                periodStart,
                periodEnd(status, cycles, current, granted),
                last(Subscription::getNextChargeAt).orElse(null),
                last(Subscription::getExpiresAt).orElse(null),
                status == Status.CANCELED ? canceledAt : null,
                events.getLast().getOccurredAt());
    }

    private static Status next(Status from, PaymentEvent event, Set<String> failed) {
        return switch (event.getType()) {
            case EventType.PAYMENT_PAID,
                    EventType.SUBSCRIPTION_STARTED,
                    EventType.SUBSCRIPTION_RENEWED,
                    EventType.SUBSCRIPTION_RESUMED -> Status.ACTIVE;
            case EventType.PAYMENT_REFUSED ->
                from == Status.ACTIVE && failed.contains(event.getEventId()) ? Status.PAST_DUE : from;
            case EventType.SUBSCRIPTION_PAST_DUE -> Status.PAST_DUE;
            case EventType.SUBSCRIPTION_PAUSED -> Status.PAUSED;
            case EventType.SUBSCRIPTION_CANCELED -> Status.CANCELED;
            case EventType.SUBSCRIPTION_EXPIRED -> Status.EXPIRED;
            default -> from;
        };
    }

    /** Refusals of charges that were never paid: a card that worked the second time is no arrears. */
    private Set<String> failedCharges() {
        Set<String> failed = new HashSet<>();
        payments.forEach((paymentId, payment) -> {
            if (payment.paidAt() == null) {
                eventsOf.getOrDefault(paymentId, List.of()).forEach(event -> failed.add(event.getEventId()));
            }
        });
        return failed;
    }

    private List<Charge> charges() {
        return payments.entrySet().stream()
                .filter(entry -> entry.getValue().paidAt() != null)
                .map(entry -> charge(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Charge charge(String paymentId, PaymentState payment) {
        List<PaymentEvent> facts = eventsOf.getOrDefault(paymentId, List.of());
        Instant paidAt = Objects.requireNonNull(payment.paidAt());
        @Nullable Instant toldEnd = null;
        @Nullable Plan plan = null;
        @Nullable String planName = null;
        for (PaymentEvent event : facts) {
            boolean isNaming = isNaming(event);
            plan = known(plan, plans.get(event.getEventId()));
            if (isNaming && event.getSubscription().getPlan() != null) {
                planName = event.getSubscription().getPlan();
            }
            if (isNaming && event.getType().equals(EventType.PAYMENT_PAID) && toldEnd(event) != null) {
                toldEnd = toldEnd(event);
            }
        }
        boolean isReturned =
                payment.status() == PaymentStatus.REFUNDED || payment.status() == PaymentStatus.CHARGED_BACK;
        return new Charge(
                paymentId,
                Objects.requireNonNull(known(planUntil(paidAt), plan)),
                planName,
                paidAt,
                toldEnd,
                isReturned ? payment.steps().getLast().cause().getOccurredAt() : null);
    }

    /** The plan that was known last by then; where none was, the one that was known first. */
    private Plan planUntil(Instant time) {
        @Nullable Plan plan = null;
        for (PaymentEvent event : events) {
            if (plan != null && event.getOccurredAt().isAfter(time)) {
                break;
            }
            plan = known(plan, plans.get(event.getEventId()));
        }
        return plan == null ? Plan.UNKNOWN : plan;
    }

    // The newer one, but no name takes the place of what was told in so many words.
    private static @Nullable Plan known(@Nullable Plan before, @Nullable Plan told) {
        boolean isWeaker = before != null
                && told != null
                && before.source() == Plan.Source.INTERVAL
                && told.source() != Plan.Source.INTERVAL;
        return told == null || isWeaker ? before : told;
    }

    /** What the events about the subscription itself tell of the time that is paid for, since the last charge or return. */
    private Optional<Grant> granted(List<Cycle> cycles, Optional<Cycle> current) {
        Instant since = cycles.stream()
                .map(cycle -> cycle.returnedAt() == null ? cycle.paidAt() : cycle.returnedAt())
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        // Whose renewals are not told as charges goes on from the last one that was.
        @Nullable
        Grant charged = current.filter(cycle -> !cycle.isEndless())
                .map(cycle -> Grant.told(cycle.paidAt(), cycle.endsAt()))
                .orElse(null);
        @Nullable Grant granted = null;
        for (PaymentEvent event : naming) {
            if (!GRANTING.contains(event.getType()) || event.getOccurredAt().isBefore(since)) {
                continue;
            }
            @Nullable Instant told = toldEnd(event);
            if (told != null) {
                granted = Grant.told(event.getOccurredAt(), told);
                continue;
            }
            @Nullable Grant before = granted == null ? charged : granted;
            boolean isRenewal = event.getType().equals(EventType.SUBSCRIPTION_RENEWED);
            @Nullable Cadence cadence = planUntil(event.getOccurredAt()).cadence();
            if (before != null && before.isFollowedBy(event.getOccurredAt(), isRenewal, cadence)) {
                granted = before.next(event.getOccurredAt(), cadence);
            }
        }
        return Optional.ofNullable(granted);
    }

    private @Nullable Instant periodEnd(
            Status status, List<Cycle> cycles, Optional<Cycle> current, Optional<Grant> granted) {
        boolean isPaidFor = current.isPresent() || cycles.isEmpty();
        Optional<Instant> canceledTo = status == Status.CANCELED && isPaidFor
                ? naming.reversed().stream()
                        .filter(event -> event.getType().equals(EventType.SUBSCRIPTION_CANCELED))
                        .findFirst()
                        .map(event -> event.getSubscription().getExpiresAt())
                : Optional.empty();
        return canceledTo.orElseGet(() -> granted.isPresent()
                ? granted.get().endsAt()
                : current.map(Cycle::endsAt).orElse(null));
    }

    private boolean isNaming(PaymentEvent event) {
        return event.getSubscription() != null
                && event.getSubscription().getId().equals(subscriptionId);
    }

    private static @Nullable Instant toldEnd(PaymentEvent event) {
        Subscription told = event.getSubscription();
        @Nullable Instant end = told.getNextChargeAt() == null ? told.getExpiresAt() : told.getNextChargeAt();
        return end == null || !end.isAfter(event.getOccurredAt()) ? null : end;
    }

    private static @Nullable SubscriptionInterval toldInterval(Subscription subscription) {
        return subscription.getInterval() == SubscriptionInterval.UNKNOWN ? null : subscription.getInterval();
    }

    private <T> Optional<T> last(Function<Subscription, @Nullable T> field) {
        return first(naming.reversed(), field);
    }

    private <T> Optional<T> first(Function<Subscription, @Nullable T> field) {
        return first(naming, field);
    }

    private static <T> Optional<T> first(List<PaymentEvent> events, Function<Subscription, @Nullable T> field) {
        return events.stream()
                .map(PaymentEvent::getSubscription)
                .map(field)
                .filter(value -> value != null)
                .findFirst();
    }
}
