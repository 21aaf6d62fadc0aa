package dev.correnteza.gateways.perfectpay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.type.EventType;
import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.AccountSecrets.SigningSecret;
import dev.correnteza.gateways.GatewayAdapterContract;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.simulator.webhook.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PerfectPayAdapterTest extends GatewayAdapterContract {
    private static final String TOKEN = "0197b1d2-0000-4000-8000-00000000abcd";

    private final PerfectPayAdapter adapter = new PerfectPayAdapter();

    PerfectPayAdapterTest() {
        super(new PerfectPayAdapter());
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return withStatus("777").getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "1,payment.pending",
        "2,payment.paid",
        "3,payment.pending",
        "4,payment.disputed",
        "5,payment.refused",
        "6,payment.canceled",
        "7,payment.refunded",
        "8,payment.authorized",
        "9,payment.charged_back",
        "10,payment.paid",
        "11,payment.canceled",
        "12,cart.abandoned",
        "13,payment.expired",
        "15,payment.canceled",
        "16,payment.pending",
        "17,payment.disputed",
        "18,payment.refund_requested",
        "19,payment.refunded",
        "20,payment.disputed",
        "\"2\",payment.paid",
        "\"7\",payment.refunded"
    })
    void understandsEveryStatus(String status, String type) {
        PaymentEvent event = event(withStatus(status));

        assertThat(event.getType()).isEqualTo(type);
        assertThat(event.getAmountMinor() != null).isEqualTo(EventType.concernsPayment(type));
        assertThat(event.getGatewayTransactionId() != null).isEqualTo(EventType.concernsPayment(type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "14", "21", "-2", "2.5", "\"approved\""})
    void guessesNoOtherNumberWhateverTheTextBesideItSays(String status) {
        assertThat(normalize(withStatus(status)))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, "sale_status_enum " + status.replace("\"", "")));
    }

    @Test
    void tellsOnePaidFactHoweverOftenItComes() {
        PaymentEvent completed = event(sample("10-completed"));

        assertThat(completed.getEventId()).isEqualTo(event(approved()).getEventId());
        assertThat(completed.getOccurredAt()).isEqualTo(event(approved()).getOccurredAt());
    }

    @Test
    void tellsOneChargeOfASubscriptionFromTheNext() {
        PaymentEvent first = event(sample("2-approved-subscription"));
        PaymentEvent second = event(sample("2-approved-subscription_renewed"));

        assertThat(second.getEventId()).isNotEqualTo(first.getEventId());
        assertThat(second.getSubscription().getId())
                .isEqualTo(first.getSubscription().getId());
        assertThat(second.getSubscription().getCycleNumber()).isEqualTo(2);
    }

    @Test
    void neverTakesTheApprovalForTheTimeOfARefund() {
        assertThat(event(sample("7-refunded")).getOccurredAt()).isEqualTo(RECEIVED_AT);
        assertThat(event(sample("9-charged_back")).getOccurredAt()).isEqualTo(RECEIVED_AT);
    }

    @Test
    void readsTheClockOfSaoPaulo() {
        assertThat(event(approved()).getOccurredAt()).isEqualTo(Instant.parse("2026-03-10T17:32:11Z"));
        assertThat(event(approved().replace("2026-03-10", "2018-12-10")).getOccurredAt())
                .isEqualTo(Instant.parse("2018-12-10T16:32:11Z"));
    }

    @ParameterizedTest
    @CsvSource({"19.9,1990", "\"19.90\",1990", "\"19.9\",1990", "50,5000", "5e1,5000", "0,0"})
    void readsDecimalsHoweverTheyAreWritten(String amount, long minor) {
        assertThat(event(withAmount(amount)).getAmountMinor()).isEqualTo(minor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"19.905", "-19.9", "\"19,90\"", "\"many\"", "1e30", "[]", "{}", "null", "\"\""})
    void doesNotUnderstandAnAmountItCannotRead(String amount) {
        assertThat(normalize(withAmount(amount))).isEqualTo(new NotUnderstood(Reason.UNREADABLE_AMOUNT, "sale_amount"));
    }

    @ParameterizedTest
    @CsvSource({"1,BRL", "2,USD", "3,EUR", "\"1\",BRL"})
    void readsTheCurrencyByItsNumber(String number, String currency) {
        assertThat(event(withCurrency(number)).getCurrency()).isEqualTo(currency);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "4", "null", "\"BRL\""})
    void takesNoCurrencyForGranted(String number) {
        assertThat(normalize(withCurrency(number)))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_CURRENCY, "currency_enum"));
    }

    @ParameterizedTest
    @CsvSource({
        "1,CREDIT_CARD",
        "2,BOLETO",
        "3,WALLET",
        "4,CREDIT_CARD",
        "5,OTHER",
        "6,OTHER",
        "7,PIX",
        "8,BOLETO",
        "9,BANK_TRANSFER",
        "10,WALLET",
        "11,WALLET",
        "12,WALLET",
        "16,WALLET",
        "99,OTHER",
        "null,UNKNOWN"
    })
    void readsTheMethodFromTheTypeAndNotFromTheBrand(String paymentType, PaymentMethod expected) {
        assertThat(event(approved().replace("\"payment_type_enum\": 1", "\"payment_type_enum\": " + paymentType))
                        .getMethod())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'',BR,+5511900000001",
                "55,BR,+5511900000001",
                "+55,BR,+5511900000001",
                "351,PT,+35111900000001",
                "'',PT,-"
            })
    void joinsThePhoneFromItsFields(String extension, String country, String phone) {
        String body = approved()
                .replace("\"phone_area_code\"", "\"phone_extension\": \"" + extension + "\", \"phone_area_code\"")
                .replace("\"country\": \"BR\"", "\"country\": \"" + country + "\"");

        assertThat(event(body).getCustomer().getPhone()).isEqualTo(phone);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src",
                "sck",
                "utm_source",
                "utm_medium",
                "utm_campaign",
                "utm_content",
                "utm_term",
                "utm_perfect"
            })
    void carriesOurTokensBackFromTheMetadata(String carrier) {
        PaymentEvent webhook = event(withMetadata(carrier, TOKEN));
        PaymentEvent tracking = event(withMetadata(carrier, "ctk_0123456789abcdefghij"));

        assertThat(webhook.getWebhookToken()).isEqualTo(TOKEN);
        assertThat(tracking.getTrackingToken()).isEqualTo("ctk_0123456789abcdefghij");
    }

    @Test
    void readsTheTokenAtTheRootOnly() {
        assertThat(verify("{\"customer\":{\"token\":\"right\"}}")).isEqualTo(new Rejected(Rejection.PROOF_MISSING));
        assertThat(verify("{\"token\":\"right\"")).isEqualTo(new Rejected(Rejection.BODY_UNREADABLE));
    }

    @Test
    void belongsToNobodyWithoutACode() {
        assertThat(normalize(approved().replaceFirst("\"code\"", "\"x\"")))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "code"));
    }

    private Verification verify(String body) {
        var secrets = new AccountSecrets(List.of(new SigningSecret("right", Instant.EPOCH, null)));
        return adapter.verify(received(Map.of(), body.getBytes(UTF_8)), secrets, RECEIVED_AT);
    }

    private PaymentEvent event(String body) {
        Normalization normalization = normalize(body);
        assertThat(normalization).isInstanceOf(Understood.class);
        return ((Understood) normalization).events().getFirst();
    }

    private Normalization normalize(String body) {
        return adapter.normalize(new VerifiedWebhook(received(Map.of(), body.getBytes(UTF_8)), RECEIVED_AT));
    }

    private static String withMetadata(String name, String value) {
        return approved().replaceFirst("\"metadata\": \\{[^}]*}", "\"metadata\": {\"" + name + "\":\"" + value + "\"}");
    }

    private static String withCurrency(String number) {
        return approved().replace("\"currency_enum\": 1", "\"currency_enum\": " + number);
    }

    private static String withAmount(String amount) {
        return approved().replace("\"sale_amount\": 19.9", "\"sale_amount\": " + amount);
    }

    private static String withStatus(String status) {
        return approved().replace("\"sale_status_enum\": 2", "\"sale_status_enum\": " + status);
    }

    private static String approved() {
        return sample("2-approved-reconstructed");
    }

    private static String sample(String name) {
        return new String(Samples.find("perfectpay", name).orElseThrow().body(), UTF_8);
    }
}
