package dev.correnteza.gateways.paradise;

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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParadiseAdapterTest extends GatewayAdapterContract {
    private static final String TOKEN = "0197b1d2-0000-4000-8000-00000000abcd";

    private final ParadiseAdapter adapter = new ParadiseAdapter();

    ParadiseAdapterTest() {
        super(new ParadiseAdapter());
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return withStatus("almost_approved").getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "pending,payment.pending",
        "approved,payment.paid",
        "failed,payment.refused",
        "refunded,payment.refunded"
    })
    void understandsEveryDocumentedStatus(String status, String type) {
        assertThat(event(withStatus(status)).getType()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"paid", "COMPLETED", "Approved", "success", "chargeback", "expired"})
    void takesNoWordForPaidThatIsNotDocumented(String status) {
        assertThat(normalize(withStatus(status))).isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, status));
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMPLETED", "EXPIRED", "REFUNDED", ""})
    void letsTheStatusDecideWhateverTheAcquirerSays(String rawStatus) {
        String waiting = withStatus("pending").replace("COMPLETED", rawStatus);

        assertThat(event(waiting).getType()).isEqualTo("payment.pending");
        assertThat(event(approved().replace("COMPLETED", rawStatus)).getType()).isEqualTo("payment.paid");
    }

    @Test
    void doesNotUnderstandAWebhookOfAnotherKind() {
        assertThat(normalize(
                        approved().replace("\"webhook_type\": \"transaction\"", "\"webhook_type\": \"withdrawal\"")))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_EVENT, "withdrawal"));
    }

    @Test
    void takesTheIdForTheSameAsATextAndAsANumber() {
        PaymentEvent text = event(approved());
        PaymentEvent number = event(approved().replace("\"469\"", "469"));

        assertThat(number.getEventId()).isEqualTo(text.getEventId());
        assertThat(number.getGatewayTransactionId())
                .isEqualTo(text.getGatewayTransactionId())
                .isEqualTo("469");
    }

    @ParameterizedTest
    @CsvSource({"690,690", "\"690\",690", "690.00,690", "5e1,50", "0,0"})
    void readsWholeCents(String amount, long minor) {
        assertThat(event(withAmount(amount)).getAmountMinor()).isEqualTo(minor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"6,90\"", "6.9", "-1", "\"many\"", "1e30", "[]", "{}", "null", "\"\""})
    void doesNotUnderstandAnAmountItCannotRead(String amount) {
        assertThat(normalize(withAmount(amount))).isEqualTo(new NotUnderstood(Reason.UNREADABLE_AMOUNT, "amount"));
    }

    @Test
    void readsTheClockOfSaoPaulo() {
        assertThat(event(approved()).getOccurredAt()).isEqualTo(Instant.parse("2025-09-09T12:17:56Z"));
        assertThat(event(approved().replace("2025-09-09", "2018-12-09")).getOccurredAt())
                .isEqualTo(Instant.parse("2018-12-09T11:17:56Z"));
        assertThat(normalize(approved().replace("2025-09-09 09:17:56", "09/09/2025")))
                .isEqualTo(new NotUnderstood(Reason.UNREADABLE_TIME, "timestamp"));
    }

    @Test
    void carriesOurTokenBackInTheReference() {
        PaymentEvent event = event(approved().replace("a9dc785ae27c286341b4dcb9a3c", TOKEN));

        assertThat(event.getWebhookToken()).isEqualTo(TOKEN);
        assertThat(event.getExternalReference()).isNull();
        assertThat(event(approved()).getWebhookToken()).isNull();
        assertThat(event(approved()).getExternalReference()).isEqualTo("a9dc785ae27c286341b4dcb9a3c");
    }

    @Test
    void carriesOurTokenBackInTheAddressThatWasCalled() {
        var received = new ReceivedWebhook(
                ACCOUNT, Map.of(), Map.of("webhook_token", TOKEN), approved().getBytes(UTF_8));

        PaymentEvent event = event(adapter.normalize(new VerifiedWebhook(received, RECEIVED_AT)));

        assertThat(event.getWebhookToken()).isEqualTo(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"src", "sck", "utm_content", "utm_term"})
    void carriesOurTrackingTokenBackInTheTracking(String carrier) {
        String body =
                approved().replace("\"" + carrier + "\": null", "\"" + carrier + "\": \"ctk_0123456789abcdefghij\"");

        assertThat(event(body).getTrackingToken()).isEqualTo("ctk_0123456789abcdefghij");
    }

    @ParameterizedTest
    @CsvSource({"pix,PIX", "credit_card,CREDIT_CARD", "barter,OTHER"})
    void readsPaymentMethods(String method, PaymentMethod expected) {
        assertThat(event(approved().replace("\"pix\"", "\"" + method + "\"")).getMethod())
                .isEqualTo(expected);
    }

    @Test
    void belongsToNobodyWithoutAnId() {
        assertThat(normalize(approved().replace("\"transaction_id\"", "\"id\"")))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "transaction_id"));
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

    private static String withAmount(String amount) {
        return approved().replace("\"amount\": 690", "\"amount\": " + amount);
    }

    private static String withStatus(String status) {
        return approved().replace("\"status\": \"approved\"", "\"status\": \"" + status + "\"");
    }

    private static String approved() {
        return sample("approved");
    }

    private static String sample(String name) {
        return new String(Samples.find("paradise", name).orElseThrow().body(), UTF_8);
    }
}
