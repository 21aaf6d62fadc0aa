package dev.correnteza.simulator.books;

import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.PaymentStatus;
import dev.correnteza.events.identity.DerivedId;
import dev.correnteza.events.identity.EventId;
import dev.correnteza.events.type.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where a payment, or its charge at one gateway, stands once all of these facts are known. */
final class Standing {
    private final List<PaymentEvent> facts;
    private final List<Move> moves = new ArrayList<>();
    private final @Nullable PaymentEvent charge;
    private PaymentStatus status = PaymentStatus.UNKNOWN;
    private @Nullable Long refunded = 0L;
    private @Nullable Instant paidAt;

    private Standing(List<PaymentEvent> facts) {
        this.facts = facts;
        this.charge = paidElseNewest(fact -> fact.getAmountMinor() == null ? null : fact);
    }

    /** @param facts each once, in any order */
    static Standing of(Collection<PaymentEvent> facts) {
        Standing standing =
                new Standing(facts.stream().sorted(StatusTable.ORDER).toList());
        for (PaymentEvent fact : standing.facts) {
            StatusTable.next(standing.status, fact.getType()).ifPresent(to -> standing.move(fact, to));
        }
        return standing;
    }

    private void move(PaymentEvent fact, PaymentStatus told) {
        PaymentStatus to = told;
        Long charged = charge == null ? null : charge.getAmountMinor();
        switch (told) {
            case PARTIALLY_REFUNDED -> {
                Long part = isForeign(fact) ? null : fact.getRefundedAmountMinor();
                refunded = part == null || refunded == null ? null : Math.addExact(part, refunded);
                to = refunded != null && charged != null && refunded >= charged ? PaymentStatus.REFUNDED : told;
            }
            case REFUNDED -> refunded = charged == null ? fact.getRefundedAmountMinor() : charged;
            case PAID -> {
                // Won disputes do not undo refunds.
                boolean isReturned = refunded == null || refunded > 0;
                boolean isPartOnly = refunded == null || charged == null || refunded < charged;
                if (isReturned) {
                    to = isPartOnly ? PaymentStatus.PARTIALLY_REFUNDED : PaymentStatus.REFUNDED;
                }
                paidAt = isReturned || paidAt != null ? paidAt : fact.getOccurredAt();
            }
            default -> {
                // Only the status.
            }
        }
        moves.add(new Move(fact, status, to));
        status = to;
    }

    // Counted in other money than what was charged.
    private boolean isForeign(PaymentEvent fact) {
        String told = fact.getCurrency();
        String charged = charge == null ? null : charge.getCurrency();
        return told != null && charged != null && !told.equals(charged);
    }

    List<Move> moves() {
        return List.copyOf(moves);
    }

    /** As columns: status, amount, net amount, fee, refunded, currency, method, installments, first and last time. */
    List<@Nullable Object> columns() {
        List<@Nullable Object> columns = new ArrayList<>();
        columns.add(status);
        columns.add(charge == null ? null : charge.getAmountMinor());
        columns.add(newest(fact -> isForeign(fact) ? null : fact.getNetAmountMinor()));
        columns.add(newest(fact -> isForeign(fact) ? null : fact.getFeeAmountMinor()));
        columns.add(refunded);
        columns.add(charge == null ? null : charge.getCurrency());
        PaymentMethod method =
                paidElseNewest(fact -> fact.getMethod() == PaymentMethod.UNKNOWN ? null : fact.getMethod());
        columns.add(method == null ? PaymentMethod.UNKNOWN : method);
        columns.add(newest(PaymentEvent::getInstallments));
        columns.add(BooksAudit.micros(facts.getFirst().getOccurredAt()));
        columns.add(BooksAudit.micros(facts.getLast().getOccurredAt()));
        return columns;
    }

    /** The only position that was sold; {@code null} where none was told. */
    @Nullable
    Item sold() {
        return paidElseNewest(
                fact -> fact.getItems().isEmpty() ? null : fact.getItems().getFirst());
    }

    PaymentStatus status() {
        return status;
    }

    @Nullable
    Instant paidAt() {
        return paidAt;
    }

    /** What the newest fact says that says anything. */
    <T> @Nullable T newest(Function<PaymentEvent, @Nullable T> field) {
        return facts.reversed().stream()
                .map(field)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** What the first notice of being paid says that says anything; where none does, the newest fact that does. */
    private <T> @Nullable T paidElseNewest(Function<PaymentEvent, @Nullable T> field) {
        return facts.stream()
                .filter(fact -> fact.getType().equals(EventType.PAYMENT_PAID))
                .map(field)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> newest(field));
    }

    /** A step and the fact that made it. */
    record Move(PaymentEvent cause, PaymentStatus from, PaymentStatus to) {
        UUID transitionId(String paymentId) {
            return transitionId(paymentId, cause);
        }

        /** Of the payment and the fact; being paid happens once, whoever tells it. */
        static UUID transitionId(String paymentId, PaymentEvent cause) {
            return DerivedId.transition(
                    paymentId,
                    cause.getType().equals(EventType.PAYMENT_PAID)
                            ? EventId.once(cause.getTenantId(), paymentId, EventType.PAYMENT_PAID)
                            : UUID.fromString(cause.getEventId()));
        }
    }
}
