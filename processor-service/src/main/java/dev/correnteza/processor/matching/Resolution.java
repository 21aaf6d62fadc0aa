package dev.correnteza.processor.matching;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.identity.DerivedId;
import dev.correnteza.processor.ledger.PaymentRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Resolves the events of one batch one after the other: what an earlier one taught (a new payment, a new name) a later one knows.
 *
 * <p>A webhook token or reference travels with the checkout link, so a renewal, an order bump or a second purchase brings the
 * token of the first. A payment has one transaction per account: an event that names another one of the same account is another
 * payment, whatever token it carries.
 */
final class Resolution {
    private final Map<PaymentKey, String> owners;
    private final Map<PaymentRef, Set<PaymentKey>> transactions = new HashMap<>();
    private final Map<PaymentKey, String> newKeys = new HashMap<>();
    private final PaymentIdPrefixes prefixes;

    /** @param owners payments by the names they have; of each all transactions are among them, in accounts and at gateways */
    Resolution(Map<PaymentKey, String> owners, PaymentIdPrefixes prefixes) {
        this.owners = new HashMap<>(owners);
        this.prefixes = prefixes;
        owners.forEach(this::learn);
    }

    /** What somebody decided for its transaction, else what the rules say. Names are learned by the rules alone. */
    Match resolve(PaymentEvent event) {
        Match byRules = resolveByRules(event);
        PaymentKey key = PaymentKey.decided(event);
        String decided = key == null ? null : owners.get(key);
        return decided == null ? byRules : new Match(decided, MatchRule.MANUAL, byRules);
    }

    /** Learns the names that a fact tells of the payment it belongs to; those that others have stay theirs. */
    void learn(PaymentEvent event, String paymentId) {
        for (PaymentKey key : PaymentKey.of(event)) {
            if (owners.putIfAbsent(key, paymentId) == null) {
                newKeys.put(key, paymentId);
            }
            learn(key, paymentId);
        }
    }

    private Match resolveByRules(PaymentEvent event) {
        Match match = find(event, PaymentKey.finding(event)).orElseGet(() -> born(event, PaymentKey.of(event)));
        learn(event, match.paymentId());
        return match;
    }

    private void learn(PaymentKey key, String paymentId) {
        if (key.isTransaction()) {
            transactions
                    .computeIfAbsent(new PaymentRef(key.tenantId(), paymentId), payment -> new HashSet<>())
                    .add(key);
        }
    }

    /** Names that were free and now belong to a payment. */
    Map<PaymentKey, String> newKeys() {
        return Map.copyOf(newKeys);
    }

    private Optional<Match> find(PaymentEvent event, List<PaymentKey> keys) {
        for (PaymentKey key : keys) {
            String owner = owners.get(key);
            if (owner != null && !isAnotherPayment(event, key, owner)) {
                return Optional.of(new Match(owner, key.rule()));
            }
        }
        return Optional.empty();
    }

    private boolean isAnotherPayment(PaymentEvent event, PaymentKey key, String owner) {
        boolean mayBeShared = key.rule() == MatchRule.WEBHOOK_TOKEN || key.rule() == MatchRule.EXTERNAL_REFERENCE;
        if (!mayBeShared || event.getGatewayTransactionId() == null) {
            return false;
        }
        Set<PaymentKey> known = transactions.getOrDefault(new PaymentRef(event.getTenantId(), owner), Set.of());
        PaymentKey own =
                PaymentKey.transaction(event.getTenantId(), event.getAccountId(), event.getGatewayTransactionId());
        return known.stream().anyMatch(transaction -> transaction.isAnotherOf(own)) || isAnotherSale(event, known);
    }

    private static boolean isAnotherSale(PaymentEvent event, Set<PaymentKey> known) {
        PaymentKey sale = PaymentKey.sale(event);
        if (known.contains(sale)) {
            return false;
        }
        boolean isForwarded = event.getOriginTransactionId() != null;
        return known.stream()
                .filter(other -> other.isAnotherOf(sale))
                .anyMatch(other -> isForwarded || known.stream().noneMatch(own -> own.isTheSale(other)));
    }

    // The transaction at the gateway that made the sale names the payment best: its own notices and those of who
    // forwards it
    // carry it, so whichever comes first gives the same id.
    private Match born(PaymentEvent event, List<PaymentKey> keys) {
        if (PaymentKey.isCreatedHere(event)) {
            return new Match(event.getPaymentId(), MatchRule.BORN);
        }
        String identity = keys.stream()
                .filter(key -> key.rule() == MatchRule.ORIGIN_TRANSACTION)
                .findFirst()
                .or(() -> keys.stream().filter(PaymentKey::isTransaction).findFirst())
                .or(() -> keys.stream().findFirst())
                .map(key -> key.rule() + ":" + key.value())
                .orElse(event.getEventId());
        String tenantId = event.getTenantId();
        return new Match(DerivedId.payment(prefixes.of(tenantId), tenantId, identity), MatchRule.BORN);
    }
}
