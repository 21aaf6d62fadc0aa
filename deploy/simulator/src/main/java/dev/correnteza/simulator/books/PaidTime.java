package dev.correnteza.simulator.books;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentStatus;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.type.EventType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which time a subscription is paid for: charge by charge, then by what its own notices tell after the last of them. */
final class PaidTime {
    /** Of Sao Paulo, all the year round since 2019. */
    static final ZoneOffset CLOCK = ZoneOffset.ofHours(-3);

    private static final Duration LATE = Duration.ofDays(3);

    private final String id;
    private final List<PaymentEvent> ordered;
    private final List<Span> spans = new ArrayList<>();
    private @Nullable Instant grantedAt;
    private @Nullable Span granted;

    private PaidTime(String id, List<PaymentEvent> ordered) {
        this.id = id;
        this.ordered = ordered;
    }

    /**
     * As columns: start and end of the time that is paid for.
     *
     * @param id of the subscription
     * @param status of the subscription
     * @param ordered all of its facts
     * @param charges facts of each of its sales, by the id of the payment
     */
    static List<@Nullable Object> columns(
            String id, String status, List<PaymentEvent> ordered, Map<String, List<PaymentEvent>> charges) {
        PaidTime time = new PaidTime(id, ordered);
        charges.entrySet().stream()
                .filter(charge -> Standing.of(charge.getValue()).paidAt() != null)
                .sorted(Comparator.comparing((Map.Entry<String, List<PaymentEvent>> charge) -> Objects.requireNonNull(
                                Standing.of(charge.getValue()).paidAt()))
                        .thenComparing(Map.Entry::getKey))
                .forEach(charge -> time.pay(charge.getValue()));
        Span current = time.current();
        time.readNotices(current);
        Instant start = current == null ? time.grantedAt : current.start;
        Instant end = time.granted == null ? current == null ? null : current.end : time.granted.end;
        Instant canceledTo = status.equals("CANCELED") && (current != null || time.spans.isEmpty())
                ? time.endOfCancellation()
                : null;
        List<@Nullable Object> columns = new ArrayList<>();
        columns.add(BooksAudit.micros(start));
        columns.add(BooksAudit.micros(canceledTo == null ? end : canceledTo));
        return columns;
    }

    private void pay(List<PaymentEvent> charge) {
        Standing standing = Standing.of(charge);
        Instant paidAt = Objects.requireNonNull(standing.paidAt());
        SaidPlan plan = SaidPlan.of(charge).orElse(SaidPlan.until(paidAt, ordered));
        Instant toldEnd = null;
        for (PaymentEvent fact : charge.stream().sorted(StatusTable.ORDER).toList()) {
            boolean isTelling = fact.getType().equals(EventType.PAYMENT_PAID) && isNaming(fact);
            Instant told = isTelling ? toldEnd(fact) : null;
            toldEnd = told == null ? toldEnd : told;
        }
        boolean isReturned =
                standing.status() == PaymentStatus.REFUNDED || standing.status() == PaymentStatus.CHARGED_BACK;
        Span before = null;
        for (Span span : spans) {
            boolean wasHeld = span.returnedAt == null || span.returnedAt.isAfter(paidAt);
            if (wasHeld && span.isKnown() && (before == null || span.isLongerThan(before))) {
                before = span;
            }
        }
        boolean goesOn = before != null && before.reaches(paidAt);
        Span span = new Span(startAfter(before, paidAt), plan);
        if (plan.length() != null) {
            span.count(goesOn ? before : null, plan.length());
        }
        if (toldEnd != null && toldEnd.isAfter(span.start)) {
            span.correct(toldEnd);
        }
        span.paidAt = paidAt;
        span.returnedAt = isReturned ? standing.moves().getLast().cause().getOccurredAt() : null;
        spans.add(span);
    }

    private @Nullable Span current() {
        Span current = null;
        for (Span span : spans) {
            if (span.returnedAt == null) {
                boolean isShorter =
                        current != null && current.isKnown() && span.isKnown() && current.isLongerThan(span);
                current = isShorter ? current : span;
            }
        }
        return current;
    }

    /** Those since something was paid or returned last. */
    private void readNotices(@Nullable Span current) {
        Instant since = spans.stream()
                .map(span -> span.returnedAt == null ? Objects.requireNonNull(span.paidAt) : span.returnedAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        for (PaymentEvent fact : ordered) {
            Instant at = fact.getOccurredAt();
            switch (fact.getType()) {
                case EventType.SUBSCRIPTION_STARTED,
                        EventType.SUBSCRIPTION_RENEWED,
                        EventType.SUBSCRIPTION_RESUMED,
                        EventType.SUBSCRIPTION_PLAN_CHANGED -> {
                    if (isNaming(fact) && !at.isBefore(since)) {
                        read(fact, current);
                    }
                }
                default -> {
                    // Tells of no time.
                }
            }
        }
    }

    private void read(PaymentEvent fact, @Nullable Span current) {
        Instant at = fact.getOccurredAt();
        SaidPlan plan = SaidPlan.until(at, ordered);
        Instant told = toldEnd(fact);
        if (told != null) {
            granted = new Span(at, SaidPlan.NONE);
            granted.end = told;
            grantedAt = at;
            return;
        }
        Span before = granted == null ? current : granted;
        boolean isPaidForLife = granted == null && current != null && current.isForever();
        if (before == null || isPaidForLife || !isNext(fact, before, plan.length())) {
            return;
        }
        Span next = new Span(startAfter(before, at), plan);
        if (plan.length() != null) {
            // What charges and dates told is an end and no row.
            next.count(before.isOfNotices && before.reaches(at) ? before : null, plan.length());
        }
        next.isOfNotices = true;
        granted = next;
        grantedAt = at;
    }

    // A renewal is of the cycle that begins nearest, anything else of one that begins when nothing is paid for.
    private static boolean isNext(PaymentEvent fact, Span before, SaidPlan.@Nullable Length length) {
        Instant at = fact.getOccurredAt();
        if (before.end == null) {
            return true;
        }
        if (!fact.getType().equals(EventType.SUBSCRIPTION_RENEWED)) {
            return !at.isBefore(before.end);
        }
        Duration fromEnd = Duration.between(at, before.end);
        return length == null
                ? fromEnd.compareTo(LATE) < 0
                : fromEnd.multipliedBy(2).compareTo(Duration.between(before.end, length.after(before.end, 1))) < 0;
    }

    private static Instant startAfter(@Nullable Span before, Instant at) {
        return before != null && before.reaches(at) ? Objects.requireNonNull(before.end) : at;
    }

    private @Nullable Instant endOfCancellation() {
        return ordered.reversed().stream()
                .filter(fact -> fact.getType().equals(EventType.SUBSCRIPTION_CANCELED) && isNaming(fact))
                .findFirst()
                .map(fact -> fact.getSubscription().getExpiresAt())
                .orElse(null);
    }

    private boolean isNaming(PaymentEvent fact) {
        return fact.getSubscription() != null && fact.getSubscription().getId().equals(id);
    }

    private static @Nullable Instant toldEnd(PaymentEvent fact) {
        Subscription told = fact.getSubscription();
        Instant end = told.getNextChargeAt() != null ? told.getNextChargeAt() : told.getExpiresAt();
        return end != null && end.isAfter(fact.getOccurredAt()) ? end : null;
    }

    /** A time that is paid for, and the row of equal ones that it belongs to. */
    private static final class Span {
        private final Instant start;
        private final SaidPlan plan;
        private @Nullable Instant end;
        private @Nullable Instant paidAt;
        private @Nullable Instant returnedAt;
        private Instant rowFrom;
        private int rowLength;
        private boolean isOfNotices;

        Span(Instant start, SaidPlan plan) {
            this.start = start;
            this.plan = plan;
            this.rowFrom = start;
        }

        void count(@Nullable Span before, SaidPlan.Length length) {
            boolean isOfRow = before != null && length.equals(before.plan.length());
            rowFrom = isOfRow ? Objects.requireNonNull(before).rowFrom : start;
            rowLength = isOfRow ? Objects.requireNonNull(before).rowLength + 1 : 1;
            end = length.after(rowFrom, rowLength);
        }

        void correct(Instant told) {
            boolean isThatDay = end != null
                    && end.atOffset(CLOCK)
                            .toLocalDate()
                            .equals(told.atOffset(CLOCK).toLocalDate());
            if (!isThatDay) {
                rowFrom = told;
                rowLength = 0;
            }
            end = told;
        }

        /** Whether what begins then goes on from its end. */
        boolean reaches(Instant at) {
            return end != null && !at.isAfter(end.plus(LATE));
        }

        boolean isForever() {
            return end == null && plan.type().equals("LIFETIME");
        }

        boolean isKnown() {
            return end != null || isForever();
        }

        boolean isLongerThan(Span other) {
            return !other.isForever()
                    && (isForever() || Objects.requireNonNull(end).isAfter(other.end));
        }
    }
}
