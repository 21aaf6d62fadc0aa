package dev.correnteza.processor.subscription;

import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_CANCELED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_PAST_DUE;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_RESUMED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.Subscription;
import dev.correnteza.processor.Histories;
import dev.correnteza.processor.subscription.SubscriptionState.Status;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionFoldTest {
    @Property(tries = 3_000)
    void foldsAnyOrderAndRepetitionToTheSameState(
            @ForAll("histories") List<PaymentEvent> history, @ForAll Random random) {
        SubscriptionState state = SubscriptionFold.of(history);

        assertThat(SubscriptionFold.of(Histories.rearranged(history, random))).isEqualTo(state);
    }

    @Provide
    Arbitrary<List<PaymentEvent>> histories() {
        return Arbitraries.randomValue(Histories::ofSubscription);
    }

    @ParameterizedTest
    @CsvSource({
        "payment.pending, PENDING",
        "payment.paid, ACTIVE",
        "subscription.started, ACTIVE",
        "subscription.renewed, ACTIVE",
        "subscription.resumed, ACTIVE",
        "subscription.past_due, PAST_DUE",
        "subscription.paused, PAUSED",
        "subscription.canceled, CANCELED",
        "subscription.expired, EXPIRED",
        "subscription.plan_changed, PENDING"
    })
    void standsWhereItsOnlyEventPutsIt(String type, Status expected) {
        assertThat(SubscriptionFold.of(List.of(event(type, 0, null))).status()).isEqualTo(expected);
    }

    @Test
    void countsEachPaidChargeOnce() {
        List<PaymentEvent> events =
                List.of(event(PAYMENT_PAID, 0, "HP1"), event(PAYMENT_PAID, 1, "HP1"), event(PAYMENT_PAID, 2, "HP2"));

        assertThat(SubscriptionFold.of(events).cyclesPaid()).isEqualTo(2);
    }

    @Test
    void beginsWithItsFirstPaidChargeWhereNoStartWasTold() {
        PaymentEvent first = event(PAYMENT_PAID, 1, "HP1");

        SubscriptionState state = SubscriptionFold.of(List.of(event(PAYMENT_PAID, 2, "HP2"), first));

        assertThat(state.startedAt()).isEqualTo(first.getOccurredAt());
    }

    @Test
    void comesBackFromArrearsWhenAChargeIsPaid() {
        List<PaymentEvent> events = List.of(
                event(SUBSCRIPTION_STARTED, 0, null),
                event(SUBSCRIPTION_PAST_DUE, 1, null),
                event(PAYMENT_PAID, 2, "HP2"));

        assertThat(SubscriptionFold.of(events).status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void forgetsTheCancellationWhenResumed() {
        PaymentEvent canceled = event(SUBSCRIPTION_CANCELED, 0, null);

        assertThat(SubscriptionFold.of(List.of(canceled)).canceledAt()).isEqualTo(canceled.getOccurredAt());
        assertThat(SubscriptionFold.of(List.of(event(SUBSCRIPTION_RESUMED, 1, null), canceled))
                        .canceledAt())
                .isNull();
    }

    private static PaymentEvent event(String type, int minute, @Nullable String transaction) {
        PaymentEvent event = Histories.event(type, minute);
        event.setGatewayTransactionId(transaction);
        Subscription subscription = new Subscription();
        subscription.setId("sub-1");
        event.setSubscription(subscription);
        return event;
    }
}
