package dev.correnteza.gateways.woovi;

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

class WooviAdapterTest extends GatewayAdapterContract {
    private static final String TOKEN = "0197b1d2-0000-4000-8000-00000000abcd";
    private static final String CHARGE = "OPENPIX_TRANSACTION_RECEIVED-charge";
    private static final String STATIC_QR = "OPENPIX_TRANSACTION_RECEIVED-static_qr";
    private static final String DETACHED = "OPENPIX_TRANSACTION_RECEIVED-detached";
    private static final String REFUND = "PIX_TRANSACTION_REFUND_SENT_CONFIRMED-partial";
    private static final String INSTALMENT = "PIX_AUTOMATIC_COBR_COMPLETED";

    private final WooviAdapter adapter = new WooviAdapter();

    WooviAdapterTest() {
        super(new WooviAdapter());
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return paid().replace("\"COMPLETED\"", "\"ALMOST\"").getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "CHARGE_CREATED,ACTIVE,payment.pending",
        "CHARGE_COMPLETED,COMPLETED,payment.paid",
        "CHARGE_COMPLETED_NOT_SAME_CUSTOMER_PAYER,COMPLETED,payment.paid",
        "CHARGE_EXPIRED,EXPIRED,payment.expired",
        "BOLETO_SETTLED,COMPLETED,other",
        "TRANSACTION_RECEIVED,COMPLETED,payment.paid",
        "TRANSACTION_RECEIVED,ACTIVE,payment.paid"
    })
    void understandsEveryEventOfACharge(String event, String status, String type) {
        String body = paid().replace("\"COMPLETED\"", "\"" + status + "\"");

        for (String prefix : List.of("OPENPIX:", "woovi:", "")) {
            assertThat(event(body.replace("OPENPIX:CHARGE_COMPLETED", prefix + event))
                            .getType())
                    .isEqualTo(type);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CHARGE_COMPLETED,ACTIVE",
        "CHARGE_COMPLETED,EXPIRED",
        "CHARGE_COMPLETED,completed",
        "CHARGE_CREATED,COMPLETED",
        "CHARGE_EXPIRED,COMPLETED",
        "TRANSACTION_RECEIVED,REFUNDED"
    })
    void doesNotUnderstandAStatusThatDoesNotFitTheEvent(String event, String status) {
        String body = paid().replace("OPENPIX:CHARGE_COMPLETED", event).replace("\"COMPLETED\"", "\"" + status + "\"");

        assertThat(normalize(body)).isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, status));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"OPENPIX:CHARGE_PAID", "OPENPIX:REFUND_CREATED", "SUBSCRIPTION_CREATED", "charge_completed"})
    void doesNotUnderstandAnEventItDoesNotKnow(String event) {
        assertThat(normalize(paid().replace("OPENPIX:CHARGE_COMPLETED", event)))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_EVENT, event));
    }

    @Test
    void tellsOnePaidFactByBothEvents() {
        PaymentEvent completed = event(paid());
        PaymentEvent received = event(sample(CHARGE));
        PaymentEvent nested = event(sample(CHARGE).replaceFirst("\"charge\"", "\"x\""));
        PaymentEvent withoutEndToEndId = event(paid().replace("\"endToEndId\"", "\"x\""));

        assertThat(List.of(received, nested, withoutEndToEndId)).allSatisfy(event -> {
            assertThat(event.getEventId()).isEqualTo(completed.getEventId());
            assertThat(event.getGatewayTransactionId()).isEqualTo(completed.getGatewayTransactionId());
            assertThat(event.getOccurredAt()).isEqualTo(completed.getOccurredAt());
        });
    }

    @Test
    void takesEachPixToAStaticCodeForAPaymentOfItsOwn() {
        PaymentEvent one = event(sample(STATIC_QR));
        PaymentEvent two = event(sample(STATIC_QR).replace("EXAMPLE003", "EXAMPLE009"));

        assertThat(two.getEventId()).isNotEqualTo(one.getEventId());
        assertThat(one.getGatewayTransactionId()).isEqualTo(one.getEndToEndId());
        assertThat(one.getExternalReference()).isEqualTo("qr-balcao-01");
        assertThat(normalize(sample(STATIC_QR).replace("\"endToEndId\"", "\"x\"")))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "pix.endToEndId"));
    }

    @ParameterizedTest
    @CsvSource({"type,REFUND,UNKNOWN_EVENT", "status,REJECTED,UNKNOWN_STATUS", "status,REFUNDED,UNKNOWN_STATUS"})
    void takesNoOtherPixForAPayment(String name, String word, Reason reason) {
        String body = sample(DETACHED).replaceFirst("\"pix\": \\{", "\"pix\":{\"" + name + "\":\"" + word + "\",");

        assertThat(normalize(body)).isEqualTo(new NotUnderstood(reason, word));
    }

    @ParameterizedTest
    @CsvSource({"true,payment.partially_refunded", "false,payment.refunded"})
    void tellsAPartOfARefundFromTheWhole(String partial, String type) {
        PaymentEvent event = event(sample(REFUND).replace("\"partial\": true", "\"partial\": " + partial));

        assertThat(event.getType()).isEqualTo(type);
        assertThat(event.getRefundedAmountMinor()).isEqualTo(2_000L);
        assertThat(event.getEndToEndId()).isEqualTo("E00000000202311281130EXAMPLE001");
        assertThat(event.getOccurredAt()).isEqualTo(Instant.parse("2023-11-29T21:31:49.755Z"));
    }

    @Test
    void tellsOneRefundFactByTheDeprecatedEventToo() {
        PaymentEvent now = event(sample(REFUND));
        PaymentEvent deprecated = event(sample("OPENPIX_TRANSACTION_REFUND_RECEIVED")
                .replace("D00000000202311300902EXAMPLE002", "D00000000202311292131EXAMPLE001")
                .replace("\"partial\": false", "\"partial\": true"));
        PaymentEvent second = event(sample(REFUND).replace("D00000000202311292131", "D00000000202311292132"));

        assertThat(deprecated.getEventId()).isEqualTo(now.getEventId());
        assertThat(second.getEventId()).isNotEqualTo(now.getEventId());
        assertThat(normalize(sample("OPENPIX_TRANSACTION_REFUND_RECEIVED").replace("\"charge\"", "\"x\"")))
                .isInstanceOf(NotUnderstood.class);
    }

    @ParameterizedTest
    @CsvSource({
        "PIX_TRANSACTION_REFUND_SENT_REJECTED,REJECTED",
        "PIX_TRANSACTION_REFUND_RECEIVED_CONFIRMED,CONFIRMED",
        "PIX_TRANSACTION_REFUND_RECEIVED_REJECTED,REJECTED"
    })
    void takesNoOtherRefundForMoneyGivenBack(String event, String status) {
        String body = sample(REFUND)
                .replace("PIX_TRANSACTION_REFUND_SENT_CONFIRMED", event)
                .replaceFirst("CONFIRMED\",\\s+\"type\": \"REFUND", status + "\",\"type\":\"REFUND");

        assertThat(event(body).getType()).isEqualTo(EventType.OTHER);
        assertThat(normalize(body.replaceFirst(status + "\",\"type", "PENDING\",\"type")))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, "PENDING"));
    }

    @ParameterizedTest
    @CsvSource({
        "CREATED,OPENED,payment.disputed,",
        "ACCEPTED,ACCEPTED,payment.charged_back,5000",
        "REJECTED,REJECTED,payment.chargeback_reversed,",
        "CANCELED,CANCELED,payment.chargeback_reversed,"
    })
    void understandsEveryStateOfADispute(String event, String status, String type, Long returned) {
        PaymentEvent dispute = event(dispute(event, status));

        assertThat(dispute.getType()).isEqualTo(type);
        assertThat(dispute.getRefundedAmountMinor()).isEqualTo(returned);
        assertThat(dispute.getEndToEndId()).isEqualTo(event(paid()).getEndToEndId());
        assertThat(dispute.getGatewayTransactionId()).isNull();
        assertThat(normalize(dispute(event, "IN_REVIEW")))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, "IN_REVIEW"));
    }

    @ParameterizedTest
    @CsvSource({
        "CONFIRMED,CONFIRMED,payout.paid",
        "FAILED,FAILED,payout.failed",
        "REMOVED,REMOVED,payout.failed",
        "REMOVED,DELETED,payout.failed"
    })
    void neverTakesMoneyThatLeavesForASale(String event, String status, String type) {
        PaymentEvent payout = event(sample("OPENPIX_MOVEMENT_CONFIRMED")
                .replace("MOVEMENT_CONFIRMED", "MOVEMENT_" + event)
                .replace("\"CONFIRMED\"", "\"" + status + "\""));

        assertThat(payout.getType()).isEqualTo(type);
        assertThat(payout.getWebhookToken()).isNull();
        assertThat(payout.getEndToEndId()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "COBR_COMPLETED,COMPLETED,payment.paid",
        "COBR_REJECTED,REJECTED,payment.refused",
        "COBR_CREATED,CREATED,other",
        "COBR_APPROVED,ACTIVE,other",
        "COBR_TRY_REQUESTED,CREATED,other",
        "COBR_TRY_REJECTED,FAILED_TRY,other"
    })
    void understandsEveryEventOfAnInstalment(String event, String status, String type) {
        PaymentEvent instalment = event(
                sample(INSTALMENT).replace("COBR_COMPLETED", event).replace("\"COMPLETED\"", "\"" + status + "\""));

        assertThat(instalment.getType()).isEqualTo(type);
        assertThat(instalment.getSubscription().getCycleNumber()).isEqualTo(2);
    }

    @Test
    void takesThePixOfAnInstalmentForTheSameFact() {
        String pix = sample(STATIC_QR)
                .replace("E00000000202509231810EXAMPLE003", "E00000000202509051203EXAMPLE005")
                .replace("\"pixQrCode\"", "\"x\"");

        assertThat(event(pix).getEventId()).isEqualTo(event(sample(INSTALMENT)).getEventId());
        assertThat(normalize(sample(INSTALMENT).replace("\"COMPLETED\"", "\"ACTIVE\"")))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, "ACTIVE"));
    }

    @Test
    void countsWhatWasPaidAndNotWhatWasAsked() {
        PaymentEvent boleto = event(sample("OPENPIX_CHARGE_COMPLETED-boleto"));
        PaymentEvent pix = event(paid().replaceFirst("(?s)(\"time\".*?\"value\": )5000", "$14200"));

        assertThat(boleto.getAmountMinor()).isEqualTo(4_500L);
        assertThat(boleto.getMethod()).isEqualTo(PaymentMethod.BOLETO);
        assertThat(pix.getAmountMinor()).isEqualTo(4_200L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"50.5", "-1", "\"many\"", "1e30", "{}", "null", "\"\""})
    void doesNotUnderstandAValueItCannotRead(String value) {
        assertThat(normalize(paid().replaceFirst("(?s)(\"time\".*?\"value\": )5000", "$1" + value)))
                .isEqualTo(new NotUnderstood(Reason.UNREADABLE_AMOUNT, "pix.value"));
    }

    @Test
    void carriesOurTokenBackInBothPlaces() {
        PaymentEvent boleto = event(sample("OPENPIX_CHARGE_COMPLETED-boleto"));

        assertThat(event(paid().replace("0000000000a2", "0000000000A2")).getWebhookToken())
                .isEqualTo("00000000-0000-4000-8000-0000000000a2");
        assertThat(event(paid()).getExternalReference()).isNull();
        assertThat(boleto.getWebhookToken()).isEqualTo("0197b1d2-0000-4000-8000-0000000000a3");
        assertThat(boleto.getTrackingToken()).isEqualTo("ctk_0123456789abcdefghij");
        assertThat(boleto.getExternalReference()).isEqualTo("PEDIDO-0003");
        assertThat(event(sample(INSTALMENT).replace("00000000-0000-4000-8000-0000000000f1", TOKEN))
                        .getWebhookToken())
                .isEqualTo(TOKEN);
    }

    @Test
    void neverBooksATestWhateverItIsCalled() {
        String test = "{\"data_criacao\":\"2021-08-10T20:32:14.429Z\",\"evento\":\"teste_webhook\","
                + "\"event\":\"OPENPIX:CHARGE_COMPLETED\"}";

        assertThat(event(test).getType()).isEqualTo(EventType.OTHER);
        assertThat(normalize("{\"evento\":\"pagamento\"}")).isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "event"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACCOUNT_REGISTER_APPROVED", "ACCOUNT_REGISTER_REJECTED", "ACCOUNT_REGISTER_PENDING"})
    void takesTheRegistrationOfAnAccountForNothing(String event) {
        assertThat(event("{\"event\":\"" + event + "\"}").getType()).isEqualTo(EventType.OTHER);
    }

    private static String dispute(String event, String status) {
        return sample("OPENPIX_DISPUTE_CREATED")
                .replace("DISPUTE_CREATED", "DISPUTE_" + event)
                .replace("\"OPENED\"", "\"" + status + "\"");
    }

    private PaymentEvent event(String body) {
        Normalization result = normalize(body);
        assertThat(result).isInstanceOf(Understood.class);
        return ((Understood) result).events().getFirst();
    }

    private Normalization normalize(String body) {
        return adapter.normalize(new VerifiedWebhook(received(Map.of(), body.getBytes(UTF_8)), RECEIVED_AT));
    }

    private static String paid() {
        return sample("OPENPIX_CHARGE_COMPLETED");
    }

    private static String sample(String name) {
        return new String(Samples.find("woovi", name).orElseThrow().body(), UTF_8);
    }
}
