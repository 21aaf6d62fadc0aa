package dev.correnteza.processor.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.type.EventType;
import dev.correnteza.processor.Histories;
import dev.correnteza.processor.payment.PaymentFold;
import dev.correnteza.processor.payment.PaymentState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TransitionTest {
    @Test
    void isTheSameOneWhicheverNoticeSaysThatAPaymentWasPaid() {
        PaymentEvent own = Histories.event(EventType.PAYMENT_PAID, 0);
        PaymentEvent forwarded = Histories.event(EventType.PAYMENT_PAID, 1);

        assertThat(ids("PAY_1", List.of(own, forwarded)))
                .isEqualTo(ids("PAY_1", List.of(forwarded)))
                .hasSize(1);
        assertThat(ids("PAY_2", List.of(own))).isNotEqualTo(ids("PAY_1", List.of(own)));
    }

    @Test
    void isAnotherOneForEachPartialRefund() {
        List<PaymentEvent> refunds = List.of(
                Histories.event(EventType.PAYMENT_PARTIALLY_REFUNDED, 0),
                Histories.event(EventType.PAYMENT_PARTIALLY_REFUNDED, 1));

        assertThat(ids("PAY_1", refunds)).hasSize(2).doesNotHaveDuplicates();
    }

    private static List<UUID> ids(String paymentId, List<PaymentEvent> events) {
        PaymentState state = PaymentFold.of(events);
        return state.steps().stream()
                .map(step -> Transition.of(paymentId, step, state, Instant.EPOCH, null)
                        .id())
                .toList();
    }
}
