package dev.correnteza.gateways.atomopay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.gateways.GatewayAdapterContract;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.simulator.webhook.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AtomoPayAdapterTest extends GatewayAdapterContract {
    private static final String TOKEN = "0197b1d2-0000-4000-8000-00000000abcd";

    private final AtomoPayAdapter adapter = new AtomoPayAdapter();

    AtomoPayAdapterTest() {
        super(new AtomoPayAdapter());
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return paid().replace("\"paid\"", "\"almost_paid\"").getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "waiting_payment,payment.pending",
        "prossessing,payment.pending",
        "processing,payment.pending",
        "pending,payment.pending",
        "aguardando pagamento,payment.pending",
        "Aguardando Pagamento,payment.pending",
        "antifraud,payment.pending",
        "authorized,payment.authorized",
        "paid,payment.paid",
        "PAID,payment.paid",
        "' paid ',payment.paid",
        "approved,payment.paid",
        "pago,payment.paid",
        "refused,payment.refused",
        "failed,payment.refused",
        "falha,payment.refused",
        "refunded,payment.refunded",
        "pre chargeback,payment.disputed",
        "chargedback,payment.charged_back",
        "chargeback,payment.charged_back",
        "canceled,payment.canceled",
        "cancelado,payment.canceled",
        "expired,payment.expired"
    })
    void understandsEveryWordThatIsKnown(String status, String type) {
        assertThat(event(paid().replace("\"paid\"", "\"" + status + "\"")).getType())
                .isEqualTo(type);
        assertThat(event(minimal().replace("\"paid\"", "\"" + status + "\"")).getType())
                .isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "completed",
                "partially_refunded",
                "cancelled",
                "pre_chargeback",
                "refund",
                "paid_out",
                "in_dispute"
            })
    void guessesNoOtherWord(String status) {
        assertThat(normalize(paid().replace("\"paid\"", "\"" + status + "\"")))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, status));
    }

    @Test
    void doesNotChooseBetweenTwoStatuses() {
        String body = paid().replace("\"status\": \"paid\"", "\"status\": \"refunded\"");

        assertThat(normalize(body)).isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, "paid and refunded"));
        assertThat(event(body.replace("refunded", "approved")).getType()).isEqualTo("payment.paid");
    }

    @Test
    void tellsOnePaidFactUnderEitherNameAndWord() {
        PaymentEvent whole = event(paid());
        PaymentEvent byHash = event(paid().replace("\"transaction_hash\"", "\"x\""));
        PaymentEvent inPortuguese = event(paid().replace("\"paid\"", "\"pago\""));

        assertThat(List.of(event(minimal()), byHash, inPortuguese)).allSatisfy(event -> {
            assertThat(event.getEventId()).isEqualTo(whole.getEventId());
            assertThat(event.getGatewayTransactionId()).isEqualTo("abc123def456");
        });
    }

    @Test
    void takesTheNumberForTheIdOnlyWhereThereIsNoHash() {
        String noHash = paid().replace("\"transaction_hash\"", "\"x\"").replace("\"hash\"", "\"y\"");

        assertThat(event(noHash).getGatewayTransactionId()).isEqualTo("123456");
        assertThat(normalize(noHash.replace("\"id\"", "\"z\"")))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "id"));
    }

    @Test
    void takesTheTimeOfThePaymentForNothingLater() {
        assertThat(event(paid()).getOccurredAt()).isEqualTo(Instant.parse("2025-01-20T10:15:00Z"));
        assertThat(event(sample("refunded")).getOccurredAt()).isEqualTo(RECEIVED_AT);
        assertThat(event(sample("chargedback")).getOccurredAt()).isEqualTo(RECEIVED_AT);
    }

    @ParameterizedTest
    @CsvSource({"15000,15000", "15000.00,15000", "\"15000\",15000", "15e3,15000", "0,0"})
    void readsWholeCents(String amount, long minor) {
        assertThat(event(paid().replace("15000", amount)).getAmountMinor()).isEqualTo(minor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"150.5", "-1", "\"many\"", "1e30", "[]", "{}", "null", "\"\"", "\"150,00\""})
    void doesNotUnderstandAPaidAmountItCannotRead(String amount) {
        assertThat(normalize(paid().replace("15000", amount)))
                .isEqualTo(new NotUnderstood(Reason.UNREADABLE_AMOUNT, "amount"));
    }

    @Test
    void readsTheMethodAndTheCustomer() {
        PaymentEvent event = event(paid().replace("11999990000", "(55) 99999-0000"));

        assertThat(event.getMethod()).isEqualTo(PaymentMethod.PIX);
        assertThat(event.getCustomer().getPhone()).isEqualTo("+5555999990000");
        assertThat(event(sample("chargedback")).getInstallments()).isEqualTo(3);
        assertThat(event(minimal()).getCustomer()).isNull();
    }

    @Test
    void carriesOurTokenBackInTheReferenceOrTheAddressThatWasCalled() {
        var called = new ReceivedWebhook(ACCOUNT, Map.of(), Map.of("webhook_token", TOKEN), paid().getBytes(UTF_8));

        assertThat(event(paid().replace("PEDIDO-0001", TOKEN)).getWebhookToken())
                .isEqualTo(TOKEN);
        assertThat(event(paid().replace("PEDIDO-0001", TOKEN)).getExternalReference())
                .isNull();
        assertThat(event(adapter.normalize(new VerifiedWebhook(called, RECEIVED_AT)))
                        .getWebhookToken())
                .isEqualTo(TOKEN);
        assertThat(event(paid()).getExternalReference()).isEqualTo("PEDIDO-0001");
        assertThat(event(sample("waiting_payment")).getTrackingToken()).isEqualTo("ctk_0123456789abcdefghij");
    }

    private PaymentEvent event(String body) {
        return event(normalize(body));
    }

    private static PaymentEvent event(Normalization normalization) {
        assertThat(normalization).isInstanceOf(Understood.class);
        return ((Understood) normalization).events().getFirst();
    }

    private Normalization normalize(String body) {
        return adapter.normalize(new VerifiedWebhook(received(Map.of(), body.getBytes(UTF_8)), RECEIVED_AT));
    }

    private static String paid() {
        return sample("paid");
    }

    private static String minimal() {
        return sample("paid-minimal");
    }

    private static String sample(String name) {
        return new String(Samples.find("atomopay", name).orElseThrow().body(), UTF_8);
    }
}
