package dev.correnteza.processor.payment;

import dev.correnteza.events.Customer;
import dev.correnteza.events.DocumentType;
import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.PaymentStatus;
import dev.correnteza.events.type.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Folds the set of a payment's events to its state: a pure function, so that order of arrival, repetition and lane do not matter.
 * Events are taken in the order of the gateway's clock, then rank, then event id.
 */
public final class PaymentFold {
    /** The order in which events are folded: total, and independent of arrival. */
    public static final Comparator<PaymentEvent> ORDER = Comparator.comparing(PaymentEvent::getOccurredAt)
            .thenComparingInt(event -> PaymentStates.rank(event.getType()))
            .thenComparing(PaymentEvent::getEventId);

    private final List<PaymentEvent> events;
    private final List<Step> steps = new ArrayList<>();
    private final List<IllegalMove> illegalMoves = new ArrayList<>();
    private PaymentStatus status = PaymentStatus.UNKNOWN;
    private @Nullable Long refundedMinor = 0L;
    private @Nullable Instant paidAt;

    private PaymentFold(List<PaymentEvent> events) {
        this.events = events;
    }

    /**
     * The state that these events make.
     *
     * @param facts one or more, in any order, with any repetitions
     */
    public static PaymentState of(Collection<PaymentEvent> facts) {
        Set<String> seen = new HashSet<>();
        List<PaymentEvent> ordered = facts.stream()
                .filter(event -> seen.add(event.getEventId()))
                .sorted(ORDER)
                .toList();
        if (ordered.isEmpty()) {
            throw new IllegalArgumentException("facts: none (expected: one or more)");
        }
        return new PaymentFold(ordered).fold();
    }

    private PaymentState fold() {
        @Nullable PaymentEvent charged = charged();
        @Nullable Long amountMinor = charged == null ? null : charged.getAmountMinor();
        @Nullable String currency = charged == null ? null : charged.getCurrency();
        for (PaymentEvent event : events) {
            move(event, amountMinor, currency);
        }
        return new PaymentState(
                status,
                events.getFirst(),
                events.getLast().getOccurredAt(),
                amountMinor,
                last(event -> in(currency, event, event.getNetAmountMinor())),
                last(event -> in(currency, event, event.getFeeAmountMinor())),
                refundedMinor,
                currency,
                method(),
                last(PaymentEvent::getInstallments),
                first(PaymentEvent::getWebhookToken),
                first(PaymentEvent::getGatewayTransactionId),
                first(PaymentEvent::getExternalReference),
                first(PaymentEvent::getEndToEndId),
                first(PaymentEvent::getTrackingToken),
                customer(),
                items(),
                last(PaymentEvent::getSubscription),
                last(PaymentEvent::getAttribution),
                paidAt,
                List.copyOf(steps),
                List.copyOf(illegalMoves),
                events.size());
    }

    private void move(PaymentEvent event, @Nullable Long amountMinor, @Nullable String currency) {
        Optional<PaymentStatus> next = PaymentStates.next(status, event.getType());
        if (next.isEmpty()) {
            PaymentStates.refusal(status, event.getType())
                    .ifPresent(kind -> illegalMoves.add(IllegalMove.of(event, status, kind)));
            return;
        }
        PaymentStatus to = next.get();
        if (to == PaymentStatus.PAID && !isWhole()) {
            // A dispute that is won gives back what was disputed, not what was refunded before.
            to = isAllReturned(amountMinor) ? PaymentStatus.REFUNDED : PaymentStatus.PARTIALLY_REFUNDED;
        } else if (to == PaymentStatus.PARTIALLY_REFUNDED) {
            addRefund(in(currency, event, event.getRefundedAmountMinor()));
            // Parts that add up to the whole are a full refund.
            to = isAllReturned(amountMinor) ? PaymentStatus.REFUNDED : to;
        } else if (to == PaymentStatus.REFUNDED) {
            refundedMinor = amountMinor == null ? event.getRefundedAmountMinor() : amountMinor;
        } else if (to == PaymentStatus.PAID && paidAt == null) {
            paidAt = event.getOccurredAt();
        }
        steps.add(new Step(event, status, to, refundedMinor));
        status = to;
    }

    private boolean isWhole() {
        return refundedMinor != null && refundedMinor == 0;
    }

    private boolean isAllReturned(@Nullable Long amountMinor) {
        return refundedMinor != null && amountMinor != null && refundedMinor >= amountMinor;
    }

    /** An amount that the event tells, where it is in this currency; a gateway that forwards a sale may count in its own. */
    private static @Nullable Long in(@Nullable String currency, PaymentEvent event, @Nullable Long amountMinor) {
        boolean isAnother = currency != null
                && event.getCurrency() != null
                && !event.getCurrency().equals(currency);
        return isAnother ? null : amountMinor;
    }

    private void addRefund(@Nullable Long part) {
        refundedMinor = refundedMinor == null || part == null ? null : refundedMinor + part;
    }

    // What was paid first is what was charged: a second gateway that forwards the sale may count it otherwise.
    private @Nullable PaymentEvent charged() {
        return firstPaid(event -> event.getAmountMinor() != null)
                .or(() -> lastMatching(event -> event.getAmountMinor() != null))
                .orElse(null);
    }

    private PaymentMethod method() {
        return firstPaid(event -> event.getMethod() != PaymentMethod.UNKNOWN)
                .or(() -> lastMatching(event -> event.getMethod() != PaymentMethod.UNKNOWN))
                .map(PaymentEvent::getMethod)
                .orElse(PaymentMethod.UNKNOWN);
    }

    private List<Item> items() {
        return firstPaid(event -> !event.getItems().isEmpty())
                .or(() -> lastMatching(event -> !event.getItems().isEmpty()))
                .map(PaymentEvent::getItems)
                .orElse(List.of());
    }

    // A later notice may know less than an earlier one: each field keeps the newest value that was told.
    private @Nullable Customer customer() {
        if (last(PaymentEvent::getCustomer) == null) {
            return null;
        }
        Customer merged = new Customer();
        merged.setName(last(customerField(Customer::getName)));
        merged.setEmail(last(customerField(Customer::getEmail)));
        merged.setPhone(last(customerField(Customer::getPhone)));
        merged.setAddress(last(customerField(Customer::getAddress)));
        merged.setDocumentType(DocumentType.UNKNOWN);
        lastMatching(event -> event.getCustomer() != null && event.getCustomer().getDocument() != null)
                .map(PaymentEvent::getCustomer)
                .ifPresent(documented -> {
                    merged.setDocument(documented.getDocument());
                    merged.setDocumentType(documented.getDocumentType());
                });
        return merged;
    }

    private static <T> Function<PaymentEvent, @Nullable T> customerField(Function<Customer, @Nullable T> field) {
        return event -> event.getCustomer() == null ? null : field.apply(event.getCustomer());
    }

    // Loops: a fold asks a score of such questions for every event that comes.
    private <T> @Nullable T last(Function<PaymentEvent, @Nullable T> field) {
        for (int i = events.size() - 1; i >= 0; i--) {
            T value = field.apply(events.get(i));
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private <T> @Nullable T first(Function<PaymentEvent, @Nullable T> field) {
        for (PaymentEvent event : events) {
            T value = field.apply(event);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private Optional<PaymentEvent> firstPaid(Predicate<PaymentEvent> condition) {
        for (PaymentEvent event : events) {
            if (event.getType().equals(EventType.PAYMENT_PAID) && condition.test(event)) {
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }

    private Optional<PaymentEvent> lastMatching(Predicate<PaymentEvent> condition) {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (condition.test(events.get(i))) {
                return Optional.of(events.get(i));
            }
        }
        return Optional.empty();
    }
}
