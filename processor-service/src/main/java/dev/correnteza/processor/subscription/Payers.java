package dev.correnteza.processor.subscription;

import dev.correnteza.events.Customer;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.processor.ledger.EventRef;
import dev.correnteza.processor.ledger.LedgerRepository.SubscriptionRef;
import dev.correnteza.processor.ledger.PaymentRef;
import dev.correnteza.processor.payment.PaymentFold;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who pays subscriptions: whoever the newest fact tells of that names the subscription, be it told by another fact of the same payment.
 * It does not depend on the order of arrival: when the newest one is none of this batch's, it was the newest one before too, and the
 * row has its customer.
 */
final class Payers {
    private final Map<Object, @Nullable UUID> known = new HashMap<>();

    /**
     * What a batch knows.
     *
     * @param subject a payment ({@link PaymentRef}) or an event without one ({@link EventRef})
     * @param customerId whose it is; {@code null} where that is not known
     */
    void add(Object subject, @Nullable UUID customerId) {
        known.put(subject, customerId);
    }

    /**
     * The customer of a subscription; {@code null} where it is the one whom its row has, or nobody.
     *
     * @param facts all of the subscription, in any order
     */
    @Nullable
    UUID of(SubscriptionRef ref, Collection<SubscriptionFact> facts) {
        Set<Object> telling = new HashSet<>();
        Set<Object> naming = new HashSet<>();
        for (SubscriptionFact fact : facts) {
            Object subject = subject(ref, fact);
            if (known.containsKey(subject) ? known.get(subject) != null : isTelling(fact.event())) {
                telling.add(subject);
            }
            if (fact.event().getSubscription() != null) {
                naming.add(subject);
            }
        }
        return facts.stream()
                .filter(fact -> telling.contains(subject(ref, fact)))
                // An order that was taken for a charge names none with all of its facts.
                .filter(fact -> isNaming(ref, fact.event()) || !naming.contains(subject(ref, fact)))
                .max(Comparator.comparing(SubscriptionFact::event, PaymentFold.ORDER))
                .map(fact -> known.get(subject(ref, fact)))
                .orElse(null);
    }

    private static Object subject(SubscriptionRef ref, SubscriptionFact fact) {
        return fact.paymentId() == null ? EventRef.of(fact.event()) : new PaymentRef(ref.tenantId(), fact.paymentId());
    }

    private static boolean isNaming(SubscriptionRef ref, PaymentEvent event) {
        return event.getSubscription() != null
                && event.getSubscription().getId().equals(ref.subscriptionId())
                && event.getAccountId().equals(ref.accountId());
    }

    private static boolean isTelling(PaymentEvent event) {
        Customer customer = event.getCustomer();
        return customer != null
                && (customer.getDocument() != null || customer.getEmail() != null || customer.getPhone() != null);
    }
}
