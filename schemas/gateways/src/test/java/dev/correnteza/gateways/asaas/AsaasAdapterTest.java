package dev.correnteza.gateways.asaas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.type.EventType;
import dev.correnteza.gateways.GatewayAdapterContract;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.simulator.webhook.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsaasAdapterTest extends GatewayAdapterContract {
    private static final String TOKEN = "0197b1d2-0000-4000-8000-00000000abcd";

    private final AsaasAdapter adapter = new AsaasAdapter();

    AsaasAdapterTest() {
        super(new AsaasAdapter());
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return received().replace("\"RECEIVED\"", "\"ALMOST_RECEIVED\"").getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "CREATED,payment.pending",
        "RESTORED,payment.pending",
        "AWAITING_RISK_ANALYSIS,payment.pending",
        "APPROVED_BY_RISK_ANALYSIS,payment.pending",
        "REPROVED_BY_RISK_ANALYSIS,payment.refused",
        "AUTHORIZED,payment.authorized",
        "UPDATED,other",
        "CONFIRMED,payment.paid",
        "RECEIVED,payment.paid",
        "RECEIVED_IN_CASH,payment.paid",
        "RECEIVED_IN_CASH_UNDONE,payment.pending",
        "CREDIT_CARD_CAPTURE_REFUSED,payment.refused",
        "ANTICIPATED,other",
        "OVERDUE,payment.expired",
        "DELETED,payment.canceled",
        "REFUNDED,payment.refunded",
        "PARTIALLY_REFUNDED,payment.partially_refunded",
        "REFUND_IN_PROGRESS,payment.refund_requested",
        "REFUND_DENIED,other",
        "CHARGEBACK_REQUESTED,payment.disputed",
        "CHARGEBACK_DISPUTE,payment.disputed",
        "AWAITING_CHARGEBACK_REVERSAL,payment.chargeback_reversed",
        "DUNNING_REQUESTED,other",
        "DUNNING_RECEIVED,payment.paid",
        "BANK_SLIP_CANCELLED,other",
        "BANK_SLIP_VIEWED,other",
        "CHECKOUT_VIEWED,other",
        "SPLIT_CANCELLED,other",
        "SPLIT_DONE,other",
        "SPLIT_DIVERGENCE_BLOCK,other",
        "SPLIT_DIVERGENCE_BLOCK_FINISHED,other"
    })
    void understandsEveryEventOfAPayment(String event, String type) {
        assertThat(event(of("PAYMENT_" + event)).getType()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PAYMENT_EXPLODED",
                "TRANSFER_EXPLODED",
                "CHECKOUT_EXPLODED",
                "SUBSCRIPTION_X",
                "payment_received"
            })
    void doesNotUnderstandAnEventItDoesNotKnow(String event) {
        assertThat(normalize(of(event))).isEqualTo(new NotUnderstood(Reason.UNKNOWN_EVENT, event));
    }

    @Test
    void doesNotUnderstandAKnownEventWithAnUnknownStatus() {
        assertThat(normalize(received().replace("\"status\": \"RECEIVED\"", "\"status\": \"HALF_RECEIVED\"")))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, "PAYMENT_RECEIVED/HALF_RECEIVED"));
    }

    @Test
    void tellsOnePaidFactWhenACardIsConfirmedAndWhenItsMoneyComes() {
        PaymentEvent confirmed = event(sample("PAYMENT_CONFIRMED-card"));
        PaymentEvent later = event(sample("PAYMENT_RECEIVED-card-month_later"));

        assertThat(later.getEventId()).isEqualTo(confirmed.getEventId());
        assertThat(confirmed.getOccurredAt()).isEqualTo(Instant.parse("2026-08-27T13:00:05Z"));
        assertThat(later.getOccurredAt()).isEqualTo(Instant.parse("2026-08-27T03:00:00Z"));
    }

    @Test
    void tellsEachRefundOnceAndOnlyThoseThatWereMade() {
        List<PaymentEvent> both = events(sample("PAYMENT_PARTIALLY_REFUNDED"));
        List<PaymentEvent> first = events(sample("PAYMENT_PARTIALLY_REFUNDED")
                .replaceFirst("\"DONE\"([\\s\\S]*)\"DONE\"", "\"DONE\"$1\"CANCELLED\""));

        assertThat(both).extracting(PaymentEvent::getRefundedAmountMinor).containsExactly(2_000L, 990L);
        assertThat(first)
                .extracting(PaymentEvent::getEventId)
                .containsExactly(both.getFirst().getEventId());
        assertThat(both.getFirst().getOccurredAt()).isEqualTo(Instant.parse("2026-08-28T11:00:00Z"));
    }

    @Test
    void tellsTwoEqualRefundsOfOneMomentApart() {
        String twice = sample("PAYMENT_PARTIALLY_REFUNDED")
                .replace("2026-08-29 08:00:00", "2026-08-28 08:00:00")
                .replace("9.9,", "20,");

        assertThat(events(twice))
                .extracting(PaymentEvent::getEventId)
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void takesAPartForNoFullRefundWhateverTheEventSays() {
        String part = sample("PAYMENT_PARTIALLY_REFUNDED").replace("PAYMENT_PARTIALLY_REFUNDED", "PAYMENT_REFUNDED");
        String pending = sample("PAYMENT_REFUNDED").replace("\"DONE\"", "\"PENDING\"");
        String cancelled = sample("PAYMENT_REFUNDED").replace("\"DONE\"", "\"CANCELLED\"");
        String unknown = sample("PAYMENT_REFUNDED").replace("\"DONE\"", "\"NEARLY\"");

        assertThat(events(part)).extracting(PaymentEvent::getType).containsOnly(EventType.PAYMENT_PARTIALLY_REFUNDED);
        assertThat(event(pending).getType()).isEqualTo(EventType.PAYMENT_REFUND_REQUESTED);
        assertThat(normalize(cancelled)).isInstanceOf(NotUnderstood.class);
        assertThat(normalize(unknown)).isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, "refund/NEARLY"));
    }

    @Test
    void doesNotKnowHowMuchWasReturnedWhereNoRefundIsListed() {
        assertThat(event(of("PAYMENT_PARTIALLY_REFUNDED")).getRefundedAmountMinor())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"129.9,12990", "100,10000", "1e1,1000", "\"10.50\",1050", "0,0"})
    void readsReais(String value, long minor) {
        assertThat(event(received().replace("129.9,", value + ",")).getAmountMinor())
                .isEqualTo(minor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"129.905", "-1", "\"many\"", "null", "\"\"", "{}", "1e30", "\"1,50\""})
    void doesNotUnderstandAnAmountItCannotRead(String value) {
        assertThat(normalize(received().replace("129.9,", value + ",")))
                .isEqualTo(new NotUnderstood(Reason.UNREADABLE_AMOUNT, "payment.value"));
    }

    @Test
    void readsAPaymentWithoutItsOptionalKeys() {
        String bare = received()
                .replaceAll("\"(subscription|installment|creditCard|refunds)\": null,?", "")
                .replace("\"chargeback\": null,", "\"chargeback\": null");

        assertThat(event(bare).getSubscription()).isNull();
        assertThat(event(bare).getMethod()).isEqualTo(PaymentMethod.PIX);
    }

    @Test
    void takesAUuidOfTheReferenceForOurTokenAndEverythingElseForAReference() {
        PaymentEvent ours = event(received().replace("PEDIDO-0001", TOKEN));

        assertThat(ours.getWebhookToken()).isEqualTo(TOKEN);
        assertThat(ours.getExternalReference()).isNull();
        assertThat(event(received()).getExternalReference()).isEqualTo("PEDIDO-0001");
    }

    @Test
    void neverTakesATransferOrACheckoutForASale() {
        assertThat(event(sample("TRANSFER_DONE")).getType()).isEqualTo(EventType.PAYOUT_PAID);
        assertThat(event(sample("TRANSFER_DONE")).getGatewayTransactionId()).isNull();
        assertThat(event(sample("TRANSFER_DONE").replace("TRANSFER_DONE", "TRANSFER_BLOCKED"))
                        .getType())
                .isEqualTo(EventType.PAYOUT_PENDING);
        assertThat(event(sample("TRANSFER_DONE").replace("TRANSFER_DONE", "TRANSFER_FAILED"))
                        .getType())
                .isEqualTo(EventType.PAYOUT_FAILED);
        assertThat(event(sample("CHECKOUT_PAID")).getType()).isEqualTo(EventType.OTHER);
    }

    @Test
    void canBePaidAgainAfterItWasRestoredAgain() {
        PaymentEvent once = event(of("PAYMENT_RESTORED"));
        PaymentEvent again = event(of("PAYMENT_RESTORED").replace("2026-08-27 09:15:03", "2026-08-28 09:15:03"));

        assertThat(once.getEventId()).isNotEqualTo(again.getEventId());
    }

    private static String of(String event) {
        return received().replace("PAYMENT_RECEIVED", event);
    }

    private PaymentEvent event(String body) {
        return events(body).getFirst();
    }

    private List<PaymentEvent> events(String body) {
        Normalization normalization = normalize(body);
        assertThat(normalization).isInstanceOf(Understood.class);
        return ((Understood) normalization).events();
    }

    private Normalization normalize(String body) {
        return adapter.normalize(new VerifiedWebhook(received(Map.of(), body.getBytes(UTF_8)), RECEIVED_AT));
    }

    private static String received() {
        return sample("PAYMENT_RECEIVED-pix");
    }

    private static String sample(String name) {
        return new String(Samples.find("asaas", name).orElseThrow().body(), UTF_8);
    }
}
