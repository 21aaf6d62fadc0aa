package dev.correnteza.gateways.guru;

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
import dev.correnteza.gateways.Verification.Verified;
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.simulator.webhook.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuruAdapterTest extends GatewayAdapterContract {
    private static final String TOKEN = "0197b1d2-0000-4000-8000-00000000abcd";

    private final GuruAdapter adapter = new GuruAdapter();

    GuruAdapterTest() {
        super(new GuruAdapter());
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return withStatus("almost_approved").getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "approved,payment.paid",
        "completed,payment.paid",
        "waiting_payment,payment.pending",
        "billet_printed,payment.pending",
        "pending,payment.pending",
        "analysis,payment.pending",
        "processing,payment.pending",
        "charging,payment.pending",
        "started,payment.pending",
        "scheduled,payment.pending",
        "delayed,payment.pending",
        "in_recovery,payment.pending",
        "rejected,payment.refused",
        "canceled,payment.canceled",
        "expired,payment.expired",
        "dispute,payment.refund_requested",
        "refunded,payment.refunded",
        "chargeback,payment.charged_back",
        "abandoned,cart.abandoned",
        "trial,other"
    })
    void understandsEveryStatusOfATransaction(String status, String type) {
        PaymentEvent event = event(withStatus(status));

        assertThat(event.getType()).isEqualTo(type);
        assertThat(event.getAmountMinor() != null).isEqualTo(EventType.concernsPayment(type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"transferred", "pending_transfer", "failed", "blocked", "APPROVED", "paid"})
    void takesNoWordForPaidOrUnpaidThatDoesNotTell(String status) {
        assertThat(normalize(withStatus(status))).isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, status));
    }

    @ParameterizedTest
    @CsvSource({
        "active,1,subscription.started",
        "active,2,subscription.renewed",
        "started,1,subscription.started",
        "pastdue,2,subscription.past_due",
        "canceled,2,subscription.canceled",
        "inactive,2,subscription.canceled",
        "expired,2,subscription.expired",
        "trial,1,other"
    })
    void understandsEveryStatusOfASubscriptionAndBooksNoMoney(String status, int cycle, String type) {
        PaymentEvent event = event(subscription(status, cycle, "2026-03-10T17:32:05Z"));

        assertThat(event.getType()).isEqualTo(type);
        assertThat(event.getSubscription().getId()).isEqualTo("sub_EXAMPLE0000001");
        assertThat(event.getAmountMinor()).isNull();
        assertThat(event.getGatewayTransactionId()).isNull();
    }

    @Test
    void doesNotUnderstandASubscriptionStatusItDoesNotKnow() {
        assertThat(normalize(subscription("paused", 1, "2026-03-10T17:32:05Z")))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, "paused"));
    }

    @Test
    void tellsOneChangeOfASubscriptionFromTheNext() {
        PaymentEvent first = event(subscription("pastdue", 2, "2026-05-11T03:00:00Z"));
        PaymentEvent again = event(subscription("pastdue", 2, "2026-05-11T03:00:00Z")
                .replace("\"cancel_at_cycle_end\": 0", "\"cancel_at_cycle_end\": 1"));
        PaymentEvent next = event(subscription("pastdue", 3, "2026-06-11T03:00:00Z"));

        assertThat(again.getEventId()).isEqualTo(first.getEventId());
        assertThat(next.getEventId()).isNotEqualTo(first.getEventId());
        assertThat(event(subscription("pastdue", 2, "2026-05-20T03:00:00Z")).getEventId())
                .isNotEqualTo(first.getEventId());
        assertThat(event(subscription("pastdue", 3, "2026-05-11T03:00:00Z")).getEventId())
                .isNotEqualTo(first.getEventId());
        assertThat(event(subscription("active", 2, "2026-04-10T17:32:05Z")).getEventId())
                .isNotEqualTo(
                        event(subscription("active", 3, "2026-05-10T17:32:05Z")).getEventId());
    }

    @Test
    void callsASubscriptionByItsCodeEverywhere() {
        PaymentEvent charge = event(sample("transaction-approved-subscription_renewed"));

        assertThat(charge.getSubscription().getId())
                .isEqualTo(
                        event(sample("subscription-active")).getSubscription().getId());
        assertThat(charge.getSubscription().getCycleNumber()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"waiting_payment", "pastdue", "canceled"})
    void letsTheTransactionDecideWhateverTheInvoiceSays(String invoiceStatus) {
        String body = sample("transaction-approved-subscription_started")
                .replace("\"status\": \"paid\"", "\"status\": \"" + invoiceStatus + "\"");

        assertThat(event(body).getType()).isEqualTo(EventType.PAYMENT_PAID);
    }

    @Test
    void tellsOnePaidFactHoweverOftenItComes() {
        PaymentEvent approved = event(approved());
        PaymentEvent later = event(withStatus("completed")
                .replace("\"updated_at\": \"2026-03-10T17:32:05Z\"", "\"updated_at\": \"2026-03-20T17:32:05Z\""));

        assertThat(later.getEventId()).isEqualTo(approved.getEventId());
        assertThat(later.getOccurredAt())
                .isEqualTo(approved.getOccurredAt())
                .isEqualTo(Instant.parse("2026-03-10T17:32:05Z"));
    }

    @Test
    void neverTakesThePaymentForTheTimeOfARefund() {
        assertThat(event(sample("transaction-refunded")).getOccurredAt())
                .isEqualTo(Instant.parse("2026-03-12T12:00:00Z"));
        assertThat(event(sample("transaction-refunded")
                                .replace("\"canceled_at\": \"2026-03-12T12:00:00Z\"", "\"canceled_at\": null"))
                        .getOccurredAt())
                .isEqualTo(Instant.parse("2026-03-12T12:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "\"2026-03-10T17:32:05Z\",2026-03-10T17:32:05Z",
        "\"2026-03-10\",2026-03-10T00:00:00Z",
        "1773163925,2026-03-10T17:32:05Z"
    })
    void readsTimesHoweverTheyAreWritten(String written, Instant instant) {
        String body = approved().replaceFirst("(\"confirmed_at\"\\s*:\\s*)\"[^\"]*\"", "$1" + written);

        assertThat(event(body).getOccurredAt()).isEqualTo(instant);
    }

    @Test
    void namesTheSaleWhereItWasMade() {
        PaymentEvent forwarded = event(sample("transaction-approved-from_hotmart"));
        PaymentEvent own =
                event(approved().replace("\"marketplace_name\": \"pagarme\"", "\"marketplace_name\": \"Guru\""));

        assertThat(forwarded.getOriginGateway()).isEqualTo("hotmart");
        assertThat(forwarded.getOriginTransactionId()).isEqualTo("HP1000000001");
        assertThat(own.getOriginGateway()).isNull();
        assertThat(own.getOriginTransactionId()).isNull();
    }

    @Test
    void opensTheDeliveryEnvelope() {
        String full = "{\"attempts\":1,\"connection\":\"c\",\"payload\":" + approved()
                + ",\"queue\":\"q\",\"request_id\":7,\"return\":null,\"url\":\"https://x.example.com\"}";
        String typed = "{\"webhook_type\":\"transaction\",\"payload\":"
                + approved().replace("\"webhook_type\"", "\"x\"") + "}";

        assertThat(List.of(event(full), event(typed)))
                .allSatisfy(event -> assertThat(event.getEventId())
                        .isEqualTo(event(approved()).getEventId()));
    }

    @Test
    void findsTheTokenInTheEnvelopeAndNowhereElse() {
        assertThat(verify(Map.of(), "{\"payload\":{\"api_token\":\"right\"}}")).isInstanceOf(Verified.class);
        assertThat(verify(Map.of(), "{\"api_token\":\"right\",\"payload\":{\"api_token\":\"wrong\"}}"))
                .isEqualTo(new Rejected(Rejection.PROOF_WRONG));
        assertThat(verify(Map.of("Authorization", "Bearer right"), "{\"last_transaction\":{\"api_token\":\"right\"}}"))
                .isEqualTo(new Rejected(Rejection.PROOF_MISSING));
        assertThat(verify(Map.of(), "{\"api_token\":\"right\"")).isEqualTo(new Rejected(Rejection.BODY_UNREADABLE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eticket", "webhook_deactivation"})
    void booksNothingForWhatIsNoSale(String webhookType) {
        PaymentEvent event = event(approved().replace("\"transaction\"", "\"" + webhookType + "\""));

        assertThat(event.getType()).isEqualTo(EventType.OTHER);
        assertThat(event.getAmountMinor()).isNull();
    }

    @Test
    void doesNotUnderstandAWebhookTypeItDoesNotKnow() {
        assertThat(normalize(approved().replace("\"transaction\"", "\"invoice\"")))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_EVENT, "invoice"));
        assertThat(normalize(approved().replace("\"webhook_type\"", "\"x\"")))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "webhook_type"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"358.805", "-1", "\"many\"", "1e30", "[]", "{}", "null", "\"\""})
    void doesNotUnderstandATotalItCannotRead(String total) {
        assertThat(normalize(withTotal(total))).isEqualTo(new NotUnderstood(Reason.UNREADABLE_AMOUNT, "payment.total"));
    }

    @Test
    void readsTheCurrencyOfTheChargeByItsOwnDigits() {
        String pesos = withTotal("12500")
                .replace("\"currency\": \"BRL\"", "\"currency\": \"CLP\"")
                .replaceAll("(\"(net|marketplace_value|unit_value)\"\\s*:\\s*)[0-9.]+", "$1100");

        assertThat(event(pesos).getAmountMinor()).isEqualTo(12_500L);
        assertThat(event(pesos).getCurrency()).isEqualTo("CLP");
        assertThat(event(withTotal("0")).getAmountMinor()).isZero();
        assertThat(normalize(approved().replace("\"currency\": \"BRL\"", "\"currency\": \"XXX\"")))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_CURRENCY, "payment.currency"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "55,11900000001,+5511900000001",
                "+55,11900000001,+5511900000001",
                "11,11999990000,+5511999990000",
                "11,999990000,+5511999990000",
                "55,5511999990000,+5511999990000",
                "55,55999990000,+5555999990000",
                "55,999990000,-",
                "'',999990000,-"
            })
    void joinsTheLocalCodeOnlyWhereTheLengthsFit(String localCode, String number, String phone) {
        String body = approved()
                .replace("\"phone_local_code\": \"55\"", "\"phone_local_code\": \"" + localCode + "\"")
                .replace("\"phone_number\": \"11900000001\"", "\"phone_number\": \"" + number + "\"");

        assertThat(event(body).getCustomer().getPhone()).isEqualTo(phone);
    }

    @Test
    void takesAnEmptyArrayForAnAbsentObject() {
        PaymentEvent event = event(approved()
                .replaceFirst("\"contact\"", "\"contact\": [], \"source\": [], \"invoice\": [], \"x\"")
                .replaceFirst("\"source\": \\{", "\"y\": {")
                .replaceFirst("\"invoice\": \\{", "\"z\": {"));

        assertThat(event.getCustomer()).isNull();
        assertThat(event.getSubscription()).isNull();
        assertThat(event.getAttribution()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"creditcard,CREDIT_CARD", "billet,BOLETO", "pix,PIX", "google_pay,WALLET", "barter,OTHER"})
    void readsPaymentMethods(String method, PaymentMethod expected) {
        assertThat(event(approved().replace("\"method\": \"credit_card\"", "\"method\": \"" + method + "\""))
                        .getMethod())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "source",
                "checkout_source",
                "utm_source",
                "utm_medium",
                "utm_campaign",
                "utm_content",
                "utm_term"
            })
    void carriesOurTokensBackFromTheCheckoutParameters(String carrier) {
        String field = "(\"" + carrier + "\"\\s*:\\s*)\"[^\"]*\"";
        PaymentEvent webhook = event(approved().replaceAll(field, "$1\"" + TOKEN + "\""));
        PaymentEvent tracking = event(approved().replaceAll(field, "$1\"ctk_0123456789abcdefghij\""));

        assertThat(webhook.getWebhookToken()).isEqualTo(TOKEN);
        assertThat(tracking.getTrackingToken()).isEqualTo("ctk_0123456789abcdefghij");
        assertThat(webhook.getExternalReference()).isNull();
    }

    private PaymentEvent event(String body) {
        Normalization normalization = normalize(body);
        assertThat(normalization).isInstanceOf(Understood.class);
        return ((Understood) normalization).events().getFirst();
    }

    private Normalization normalize(String body) {
        return adapter.normalize(new VerifiedWebhook(received(Map.of(), body.getBytes(UTF_8)), RECEIVED_AT));
    }

    private Verification verify(Map<String, String> headers, String body) {
        var secrets = new AccountSecrets(List.of(new SigningSecret("right", Instant.EPOCH, null)));
        return adapter.verify(received(headers, body.getBytes(UTF_8)), secrets, RECEIVED_AT);
    }

    private static String subscription(String status, int cycle, String lastStatusAt) {
        return sample("subscription-active")
                .replace("\"last_status\": \"active\"", "\"last_status\": \"" + status + "\"")
                .replace("\"cycle\": 1", "\"cycle\": " + cycle)
                .replaceFirst("(\"last_status_at\"\\s*:\\s*)\"[^\"]*\"", "$1\"" + lastStatusAt + "\"");
    }

    private static String withTotal(String total) {
        return approved().replaceFirst("(\"total\"\\s*:\\s*)358.8", "$1" + total);
    }

    private static String withStatus(String status) {
        return approved().replace("\"approved\"", "\"" + status + "\"");
    }

    private static String approved() {
        return sample("transaction-approved");
    }

    private static String sample(String name) {
        return new String(Samples.find("guru", name).orElseThrow().body(), UTF_8);
    }
}
