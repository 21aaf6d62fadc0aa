package dev.correnteza.processor.subscription;

import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_CANCELED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.Customer;
import dev.correnteza.events.DocumentType;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.Subscription;
import dev.correnteza.processor.Histories;
import dev.correnteza.processor.ledger.EventRef;
import dev.correnteza.processor.ledger.LedgerRepository.SubscriptionRef;
import dev.correnteza.processor.ledger.PaymentRef;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PayersTest {
    private static final SubscriptionRef REF = new SubscriptionRef("tenant-1", "account-1", "sub-1");
    private static final UUID ANA = UUID.randomUUID();
    private static final UUID BIA = UUID.randomUUID();

    private final SubscriptionFact first = fact(PAYMENT_PAID, 1, "HP1", "sub-1");
    private final SubscriptionFact second = fact(PAYMENT_PAID, 2, "HP2", "sub-1");
    private final Payers payers = new Payers();

    @Test
    void isWhomTheNewestChargeTellsOfWhicheverComesLast() {
        payers.add(payment("HP1"), ANA);

        assertThat(payers.of(REF, List.of(first))).isEqualTo(ANA);
        assertThat(payers.of(REF, List.of(first, second)))
                .as("who is in the row")
                .isNull();
        payers.add(payment("HP2"), BIA);
        assertThat(payers.of(REF, List.of(second, first))).isEqualTo(BIA);
    }

    @Test
    void staysWhenAnOlderChargeIsReturned() {
        payers.add(payment("HP1"), ANA);

        assertThat(payers.of(REF, List.of(first, second, fact(PAYMENT_REFUNDED, 3, "HP1", null))))
                .isNull();
    }

    @Test
    void isNobodyOfAFactThatTellsOfNobody() {
        SubscriptionFact canceled = fact(SUBSCRIPTION_CANCELED, 3, null, "sub-1");
        payers.add(payment("HP1"), ANA);
        payers.add(payment("HP2"), null);
        payers.add(EventRef.of(canceled.event()), null);

        assertThat(payers.of(REF, List.of(first, second, canceled))).isEqualTo(ANA);
    }

    @Test
    void isWhomItsOwnEventTellsOf() {
        SubscriptionFact canceled = fact(SUBSCRIPTION_CANCELED, 3, null, "sub-1");
        payers.add(payment("HP2"), ANA);
        payers.add(EventRef.of(canceled.event()), BIA);

        assertThat(payers.of(REF, List.of(canceled, first, second))).isEqualTo(BIA);
    }

    @Test
    void isWhomTheNewestOrderTellsOfWhereNobodyNamesTheSubscription() {
        payers.add(payment("HP1"), ANA);
        payers.add(payment("HP2"), BIA);

        assertThat(payers.of(REF, List.of(fact(PAYMENT_PAID, 2, "HP2", null), fact(PAYMENT_PAID, 1, "HP1", null))))
                .isEqualTo(BIA);
    }

    @Test
    void isNotWhomAChargeTellsOfInAnotherSubscription() {
        payers.add(payment("HP1"), ANA);
        payers.add(payment("HP2"), BIA);
        SubscriptionFact ofAnother = fact(PAYMENT_PAID, 3, "HP2", "sub-2");
        SubscriptionFact early = fact(PAYMENT_PAID, 0, "HP2", "sub-1");

        assertThat(payers.of(REF, List.of(first, early, ofAnother))).isEqualTo(ANA);
    }

    private static PaymentRef payment(String paymentId) {
        return new PaymentRef("tenant-1", paymentId);
    }

    private static SubscriptionFact fact(
            String type, int minute, @Nullable String paymentId, @Nullable String subscriptionId) {
        PaymentEvent event = Histories.event(type, minute);
        if (subscriptionId != null) {
            Subscription subscription = new Subscription();
            subscription.setId(subscriptionId);
            event.setSubscription(subscription);
        }
        Customer customer = new Customer();
        customer.setEmail("ana@example.com");
        customer.setDocumentType(DocumentType.UNKNOWN);
        event.setCustomer(customer);
        return new SubscriptionFact(paymentId, event);
    }
}
