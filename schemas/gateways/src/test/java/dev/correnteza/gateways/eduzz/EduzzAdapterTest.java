package dev.correnteza.gateways.eduzz;

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

class EduzzAdapterTest extends GatewayAdapterContract {
    private static final String TOKEN = "0197b1d2-0000-4000-8000-00000000abcd";
    private static final String PING = "{\"id\":\"evt1\",\"event\":\"ping\"}";
    // Made with Python's hmac.
    private static final String PING_SIGNATURE = "bbdd08e95a36709096151c7b5f47955e542390cd4441d6c570cdc6ea3b5496be";

    private final EduzzAdapter adapter = new EduzzAdapter();

    EduzzAdapterTest() {
        super(new EduzzAdapter());
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return invoice("invoice_paid", "almost_paid").getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "invoice_opened,open,payment.created",
        "invoice_waiting_payment,waiting_payment,payment.pending",
        "invoice_waiting_payment,waitingPayment,payment.pending",
        "invoice_scheduled,scheduled,payment.pending",
        "invoice_overdue,overdue,payment.pending",
        "invoice_recovering,recovering,payment.pending",
        "invoice_negotiated,negotiated,payment.pending",
        "invoice_negotiatied,negotiated,payment.pending",
        "invoice_paid,paid,payment.paid",
        "invoice_refused,refused,payment.refused",
        "invoice_canceled,canceled,payment.canceled",
        "invoice_cancelled,canceled,payment.canceled",
        "invoice_expired,expired,payment.expired",
        "invoice_waiting_refund,waiting_refund,payment.refund_requested",
        "invoice_waiting_refund,waitingRefund,payment.refund_requested",
        "invoice_refunded,refunded,payment.refunded",
        "invoice_refunded,partialRefund,payment.partially_refunded",
        "invoice_chargeback,chargeback,payment.charged_back"
    })
    void understandsEveryEventOfAnInvoice(String event, String status, String type) {
        PaymentEvent told = event(invoice(event, status));

        assertThat(told.getType()).isEqualTo(type);
        assertThat(told.getAmountMinor()).isEqualTo(30_150L);
        assertThat(told.getRefundedAmountMinor()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "invoice_paid,waiting_payment",
        "invoice_paid,open",
        "invoice_opened,paid",
        "invoice_refunded,waiting_refund",
        "invoice_refunded,paid",
        "invoice_waiting_refund,refunded",
        "invoice_settled,paid"
    })
    void doesNotUnderstandWordsThatDoNotBelongTogether(String event, String status) {
        assertThat(normalize(invoice(event, status)))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, event + "/" + status));
    }

    @ParameterizedTest
    @CsvSource({
        "upToDate,1,subscription.started",
        "upToDate,2,subscription.renewed",
        "up_to_date,2,subscription.renewed",
        "late,2,subscription.past_due",
        "defaulter,2,subscription.past_due",
        "suspended,2,subscription.paused",
        "canceled,2,subscription.canceled",
        "finished,12,subscription.expired",
        "awaitingPayment,1,other",
        "trial,1,other",
        "free,1,other"
    })
    void understandsEveryStateOfAContractAndBooksNoMoney(String status, int charge, String type) {
        PaymentEvent event = event(contract(status, charge));

        assertThat(event.getType()).isEqualTo(type);
        assertThat(event.getAmountMinor()).isNull();
        assertThat(event.getSubscription().getId()).isEqualTo("3456");
    }

    @ParameterizedTest
    @CsvSource({"ping,other", "nutror.lesson_watched,other", "blinket.ticket_created,other", "sun.order_paid,other"})
    void booksNothingForWhatIsNoSale(String event, String type) {
        PaymentEvent told = event(sample("invoice_paid").replace("myeduzz.invoice_paid", event));

        assertThat(told.getType()).isEqualTo(type);
        assertThat(told.getAmountMinor()).isNull();
        assertThat(event(sample("commission_processed")).getType()).isEqualTo(EventType.OTHER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"myeduzz.contract_deleted", "myeduzz.refund", "sun.payment", "invoice_paid"})
    void doesNotUnderstandAnEventItDoesNotKnow(String event) {
        assertThat(normalize(sample("invoice_paid").replace("myeduzz.invoice_paid", event)))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_EVENT, event.replace("myeduzz.", "")));
        assertThat(normalize(contract("napping", 1)))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, "contract/napping"));
    }

    @Test
    void tellsOnePaidFactWhicheverNoticeTellsIt() {
        String id = event(sample("invoice_paid")).getEventId();
        String resent = sample("invoice_paid").replace("evtexample00000000000002", "evtexample00000000000092");

        assertThat(event(resent).getEventId()).isEqualTo(id);
        assertThat(event(sample("v2-invoice_paid")).getEventId()).isEqualTo(id);
        assertThat(event(form("trans_paid", "301,50")).getEventId()).isEqualTo(id);
    }

    @Test
    void tellsOneChangeOfAContractFromTheNext() {
        PaymentEvent late = event(sample("contract_updated-late"));

        assertThat(event(sample("contract_card_attempted")).getEventId()).isEqualTo(late.getEventId());
        assertThat(event(sample("contract_updated-late")
                                .replace("\"currentDue\": \"2024-01", "\"currentDue\": \"2024-02"))
                        .getEventId())
                .isNotEqualTo(late.getEventId());
        assertThat(event(contract("upToDate", 2)).getEventId())
                .isNotEqualTo(event(contract("upToDate", 3)).getEventId());
        assertThat(event(contract("upToDate", 1)).getEventId())
                .isEqualTo(event(sample("contract_created")).getEventId());
        assertThat(event(sample("contract_updated")).getType()).isEqualTo(EventType.SUBSCRIPTION_RESUMED);
    }

    @Test
    void tellsOnePartialRefundFromTheNext() {
        String first = sample("invoice_refunded-partial");

        assertThat(event(first.replace("2024-01-15T17:45", "2024-01-16T17:45")).getEventId())
                .isNotEqualTo(event(first).getEventId());
        assertThat(event(first).getEventId())
                .isNotEqualTo(event(sample("invoice_refunded")).getEventId());
    }

    @Test
    void readsWhatWasChargedWhereItIsTold() {
        PaymentEvent paid = event(sample("invoice_paid-newer_shape"));

        assertThat(paid.getAmountMinor()).isEqualTo(34_788L);
        assertThat(paid.getOccurredAt()).isEqualTo(Instant.parse("2026-05-10T14:45:00Z"));
        assertThat(paid.getSubscription().getId()).isEqualTo("3456");
        assertThat(paid.getParentTransactionId()).isEqualTo("10000019");
        assertThat(event(sample("invoice_refunded")).getOccurredAt()).isEqualTo(Instant.parse("2024-01-15T17:45:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"301.505", "-1", "\"many\"", "1e30", "[]", "{}", "null", "\"\"", "\"301,50\""})
    void doesNotUnderstandAnAmountItCannotRead(String amount) {
        assertThat(normalize(withPrice(amount)))
                .isEqualTo(new NotUnderstood(Reason.UNREADABLE_AMOUNT, "data.price.value"));
    }

    @Test
    void readsTheCurrencyOfTheInvoice() {
        assertThat(event(withPrice("0")).getAmountMinor()).isZero();
        assertThat(event(sample("invoice_paid").replace("\"BRL\"", "\"EUR\"")).getCurrency())
                .isEqualTo("EUR");
        assertThat(normalize(sample("invoice_paid").replace("\"BRL\"", "\"XXX\"")))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_CURRENCY, "data.price.currency"));
    }

    @ParameterizedTest
    @CsvSource({
        "creditCard,CREDIT_CARD",
        "credit_card,CREDIT_CARD",
        "pix,PIX",
        "bankslip,BOLETO",
        "bank_slip,BOLETO",
        "installmentBankslip,BOLETO",
        "barter,OTHER"
    })
    void readsPaymentMethods(String method, PaymentMethod expected) {
        assertThat(event(sample("invoice_paid").replace("creditCard", method)).getMethod())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "invoice_opened,1,payment.created",
        "invoice_waiting_payment,15,payment.pending",
        "invoice_recovering,11,payment.pending",
        "invoice_paid,3,payment.paid",
        "invoice_canceled,4,payment.canceled",
        "invoice_expired,10,payment.expired",
        "invoice_waiting_refund,6,payment.refund_requested",
        "invoice_refunded,7,payment.refunded"
    })
    void understandsEveryCodeOfTheSecondGeneration(String event, int code, String type) {
        String body = sample("v2-invoice_paid")
                .replace("\"invoice_paid\"", "\"" + event + "\"")
                .replace("\"trans_status\": 3", "\"trans_status\": " + code);

        assertThat(event(body).getType()).isEqualTo(type);
        assertThat(normalize(body.replace("\"trans_status\": " + code, "\"trans_status\": 99")))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, event + "/99"));
    }

    @Test
    void readsLocalTimesAndDecimalCommasOfTheSecondGeneration() {
        PaymentEvent paid = event(sample("v2-invoice_paid"));

        assertThat(paid.getOccurredAt()).isEqualTo(Instant.parse("2024-01-09T14:46:10Z"));
        assertThat(event(form("trans_paid", "1197,9")).getAmountMinor()).isEqualTo(119_790L);
        assertThat(event(form("trans_paid", "")).getAmountMinor()).isEqualTo(30_150L);
        assertThat(normalize(form("trans_paid", "1.197,90")))
                .isEqualTo(new NotUnderstood(Reason.UNREADABLE_AMOUNT, "trans_paid"));
    }

    @Test
    void acceptsTheSignatureAndNothingElseForTheThirdGeneration() {
        assertThat(verify(Map.of("x-signature", PING_SIGNATURE), PING)).isInstanceOf(Verified.class);
        assertThat(verify(Map.of(), PING.replace("\"ping\"", "\"ping\",\"origin_secret\":\"eduzz-secret\"")))
                .isEqualTo(new Rejected(Rejection.PROOF_MISSING));
        assertThat(verify(Map.of(), "{\"event_name\":\"x\",\"data\":{},\"origin_secret\":\"eduzz-secret\"}"))
                .isEqualTo(new Rejected(Rejection.PROOF_MISSING));
    }

    @Test
    void acceptsTheOriginsSecretOfTheSecondGeneration() {
        assertThat(verify(Map.of(), "{\"event_name\":\"x\",\"origin\":\"eduzz-secret\"}"))
                .isInstanceOf(Verified.class);
        assertThat(verify(Map.of(), "event_name=x&origin_secret=eduzz-secret")).isInstanceOf(Verified.class);
        assertThat(verify(Map.of(), "event_name=x&origin=eduzz-secret&origin_secret=wrong"))
                .isEqualTo(new Rejected(Rejection.PROOF_WRONG));
        assertThat(verify(Map.of(), "event_name=x&api_key=eduzz-secret"))
                .isEqualTo(new Rejected(Rejection.PROOF_MISSING));
        assertThat(verify(Map.of("x-signature", "00"), "event_name=x&origin_secret=eduzz-secret"))
                .isEqualTo(new Rejected(Rejection.PROOF_WRONG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"code1\": ", "\"code2\": ", "\"code3\": ", "\"content\": ", "\"campaign\": "})
    void carriesOurTokensBackFromTheCheckoutParameters(String carrier) {
        String field = "(" + carrier + ")(null|\"[^\"]*\")";
        String body = sample("invoice_paid-newer_shape");
        PaymentEvent webhook = event(body.replaceFirst(field, "$1\"" + TOKEN + "\""));
        PaymentEvent tracking = event(body.replaceFirst(field, "$1\"ctk_0123456789abcdefghij\""));

        assertThat(webhook.getWebhookToken()).isEqualTo(TOKEN);
        assertThat(tracking.getTrackingToken()).isEqualTo("ctk_0123456789abcdefghij");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tracker_trk", "tracker_trk2", "tracker_trk3", "tracker_utm_content"})
    void carriesOurTokensBackInTheSecondGeneration(String carrier) {
        String body = sample("v2-invoice_paid")
                .replaceFirst("(\"" + carrier + "\": )(null|\"[^\"]*\")", "$1\"" + TOKEN + "\"");

        assertThat(event(body).getWebhookToken()).isEqualTo(TOKEN);
        assertThat(event(form(carrier, TOKEN)).getWebhookToken()).isEqualTo(TOKEN);
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
        var secrets = new AccountSecrets(List.of(new SigningSecret("eduzz-secret", Instant.EPOCH, null)));
        return adapter.verify(received(headers, body.getBytes(UTF_8)), secrets, RECEIVED_AT);
    }

    private static String invoice(String event, String status) {
        return sample("invoice_paid")
                .replace("myeduzz.invoice_paid", "myeduzz." + event)
                .replace("\"status\": \"paid\"", "\"status\": \"" + status + "\"");
    }

    private static String contract(String status, int charge) {
        return sample("contract_updated-late")
                .replace("\"late\"", "\"" + status + "\"")
                .replace("\"current\": 1", "\"current\": " + charge);
    }

    private static String withPrice(String amount) {
        return sample("invoice_paid").replace("\"value\": 301.5", "\"value\": " + amount);
    }

    private static String form(String name, String value) {
        return sample("v2-invoice_paid-reconstructed-form").replaceFirst("(" + name + "=)[^&]*", "$1" + value);
    }

    private static String sample(String name) {
        return new String(Samples.find("eduzz", name).orElseThrow().body(), UTF_8);
    }
}
