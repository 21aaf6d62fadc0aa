package dev.correnteza.processor.batch;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.processor.ledger.EventRef;
import dev.correnteza.processor.payment.IllegalMove;
import dev.correnteza.processor.payment.PaymentFold;
import dev.correnteza.processor.payment.PaymentState;
import dev.correnteza.processor.payment.TransactionRepository.TransactionRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A payment's state and the facts that made it.
 *
 * @param isBorn whether it has no row yet
 */
record Folded(PaymentState state, Collection<PaymentEvent> facts, boolean isBorn) {
    static Folded of(Collection<PaymentEvent> facts, boolean isBorn) {
        return new Folded(PaymentFold.of(facts), facts, isBorn);
    }

    /** Those that the facts known before these did not make. */
    List<IllegalMove> newIllegalMoves(Set<EventRef> fresh) {
        List<PaymentEvent> before = facts.stream()
                .filter(event -> !fresh.contains(EventRef.of(event)))
                .toList();
        Set<UUID> known = before.isEmpty()
                ? Set.of()
                : PaymentFold.of(before).illegalMoves().stream()
                        .map(IllegalMove::eventId)
                        .collect(Collectors.toSet());
        return state.illegalMoves().stream()
                .filter(move -> !known.contains(move.eventId()))
                .toList();
    }

    List<TransactionRow> transactions(String paymentId) {
        Map<String, List<PaymentEvent>> byTransaction = new TreeMap<>();
        for (PaymentEvent event : facts) {
            if (event.getGatewayTransactionId() != null) {
                byTransaction
                        .computeIfAbsent(
                                event.getAccountId() + " " + event.getGatewayTransactionId(), none -> new ArrayList<>())
                        .add(event);
            }
        }
        return byTransaction.values().stream()
                .map(events -> new TransactionRow(
                        events.getFirst().getAccountId(),
                        events.getFirst().getGatewayTransactionId(),
                        paymentId,
                        // Nearly always all facts are of one transaction: then it stands where the payment does.
                        events.size() == facts.size() ? state : PaymentFold.of(events)))
                .toList();
    }
}
