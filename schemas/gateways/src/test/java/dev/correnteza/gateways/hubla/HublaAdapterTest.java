package dev.correnteza.gateways.hubla;

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

class HublaAdapterTest extends GatewayAdapterContract {
    private static final String TOKEN = "0197b1d2-0000-4000-8000-00000000abcd";
    private static final String INVOICE = "00000000-0000-4000-8000-000000000101";

    private final HublaAdapter adapter = new HublaAdapter();

    HublaAdapterTest() {
        super(new HublaAdapter());
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return invoice("invoice.status_updated", "almost_paid").getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "invoice.created,draft,payment.pending",
        "invoice.created,unpaid,payment.pending",
        "invoice.status_updated,draft,payment.pending",
        "invoice.status_updated,unpaid,payment.pending",
        "invoice.status_updated,overdue,payment.pending",
        "invoice.payment_succeeded,paid,payment.paid",
        "invoice.status_updated,paid,payment.paid",
        "invoice.payment_failed,unpaid,payment.refused",
        "invoice.expired,expired,payment.expired",
        "invoice.status_updated,expired,payment.expired",
        "invoice.refunded,refunded,payment.refunded",
        "invoice.status_updated,refunded,payment.refunded",
        "invoice.status_updated,disputed,payment.disputed",
        "invoice.status_updated,chargeback,payment.charged_back",
        "invoice.status_updated,canceled,payment.canceled"
    })
    void understandsEveryStatusOfAnInvoice(String event, String status, String type) {
        PaymentEvent understood = event(invoice(event, status));

        assertThat(understood.getType()).isEqualTo(type);
        assertThat(understood.getGatewayTransactionId()).isEqualTo(INVOICE);
        assertThat(understood.getAmountMinor()).isEqualTo(112_320L);
    }

    @ParameterizedTest
    @CsvSource({
        "invoice.payment_succeeded,unpaid",
        "invoice.payment_succeeded,refunded",
        "invoice.refunded,paid",
        "invoice.created,paid",
        "invoice.status_updated,PAID",
        "invoice.status_updated,partially_refunded"
    })
    void guessesNothingWhereEventAndStatusDisagree(String event, String status) {
        assertThat(normalize(invoice(event, status)))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, event + "/" + status));
    }

    @ParameterizedTest
    @CsvSource({
        "subscription.activated,subscription.started",
        "subscription.deactivated,subscription.canceled",
        "subscription.expired,subscription.expired",
        "subscription.created,other",
        "subscription.renewal_enabled,other",
        "subscription.renewal_disabled,other",
        "customer.member_added,other",
        "customer.member_removed,other"
    })
    void booksNoMoneyForASubscription(String name, String type) {
        PaymentEvent event = event(sample("subscription.activated").replace("subscription.activated", name));

        assertThat(event.getType()).isEqualTo(type);
        assertThat(event.getAmountMinor()).isNull();
        assertThat(event.getGatewayTransactionId()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NewSale", "NewUser", "invoice.paid", "subscription.paused", "smart_installment.paid"})
    void doesNotUnderstandAnEventItDoesNotKnow(String name) {
        assertThat(normalize(succeeded().replace("invoice.payment_succeeded", name)))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_EVENT, name));
    }

    @Test
    void doesNotUnderstandVersion1() {
        assertThat(normalize(succeeded().replace("\"2.0.0\"", "\"1.0.0\"")))
                .isInstanceOfSatisfying(
                        NotUnderstood.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Reason.UNKNOWN_EVENT));
    }

    @ParameterizedTest
    @CsvSource({
        "invoice.payment_succeeded,paid",
        "invoice.refunded,refunded",
        "invoice.expired,expired",
        "invoice.created,unpaid"
    })
    void tellsOneFactWhicheverEventTellsIt(String own, String status) {
        assertThat(event(invoice("invoice.status_updated", status)).getEventId())
                .isEqualTo(event(invoice(own, status)).getEventId());
    }

    @Test
    void tellsOneRefusalFromTheNext() {
        String failed = sample("invoice.payment_failed");
        PaymentEvent first = event(failed.replace("\"statusAt\"", "\"version\": 2, \"statusAt\""));
        PaymentEvent second = event(failed.replace("\"statusAt\"", "\"version\": 3, \"statusAt\""));

        assertThat(second.getEventId()).isNotEqualTo(first.getEventId());
    }

    @Test
    void tellsOneActivationFromTheNext() {
        String activated = sample("subscription.activated");

        assertThat(event(activated.replace("2026-03-10", "2026-06-10")).getEventId())
                .isNotEqualTo(event(activated).getEventId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", " true "})
    void neverBooksATest(String sandbox) {
        PaymentEvent marked = event(normalize(Map.of("x-hubla-sandbox", sandbox), succeeded()));
        PaymentEvent named = event(succeeded().replace(INVOICE, "EXAMPLE-tester"));

        assertThat(List.of(marked, named)).allSatisfy(event -> {
            assertThat(event.getType()).isEqualTo(EventType.OTHER);
            assertThat(event.getAmountMinor()).isNull();
            assertThat(event.getGatewayTransactionId()).isNull();
        });
        assertThat(event(normalize(Map.of("x-hubla-sandbox", "false"), succeeded()))
                        .getType())
                .isEqualTo(EventType.PAYMENT_PAID);
    }

    @Test
    void countsNoInvoiceThatIsPartOfAnother() {
        PaymentEvent part = event(sample("invoice.status_updated-order_bump"));

        assertThat(part.getType()).isEqualTo(EventType.OTHER);
        assertThat(part.getAmountMinor()).isNull();
    }

    @Test
    void takesARequestForNoRefund() {
        String created = sample("refund_request.created");

        assertThat(event(created).getType()).isEqualTo(EventType.PAYMENT_REFUND_REQUESTED);
        assertThat(event(created).getGatewayTransactionId()).isEqualTo(INVOICE);
        assertThat(event(created.replace("\"invoice\": {", "\"x\": {")).getType())
                .isEqualTo(EventType.OTHER);
        for (String name : List.of("accepted", "canceled", "rejected")) {
            assertThat(event(created.replace("refund_request.created", "refund_request." + name))
                            .getType())
                    .isEqualTo(EventType.OTHER);
        }
    }

    @Test
    void readsTheTimeOfTheStatusItTells() {
        String told = sample("invoice.status_updated-chargeback");

        assertThat(event(told).getOccurredAt()).isEqualTo(Instant.parse("2026-03-12T12:00:00Z"));
        assertThat(event(told.replaceFirst("\"status\": \"chargeback\"", "\"status\": \"paid\""))
                        .getOccurredAt())
                .isEqualTo(Instant.parse("2026-03-10T17:32:11Z"));
        assertThat(event(succeeded()).getOccurredAt()).isEqualTo(RECEIVED_AT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1123.2", "-1", "\"many\"", "1e30", "[]", "{}", "null", "\"\""})
    void doesNotUnderstandATotalItCannotRead(String total) {
        assertThat(normalize(succeeded().replace("\"totalCents\": 112320", "\"totalCents\": " + total)))
                .isEqualTo(new NotUnderstood(Reason.UNREADABLE_AMOUNT, "event.invoice.amount.totalCents"));
    }

    @Test
    void readsTheCurrencyOfTheInvoice() {
        assertThat(normalize(succeeded().replace("\"BRL\"", "\"XXX\"")))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_CURRENCY, "event.invoice.currency"));
        assertThat(event(succeeded().replace("\"BRL\"", "\"USD\"")).getCurrency())
                .isEqualTo("USD");
    }

    @ParameterizedTest
    @CsvSource({"credit_card,CREDIT_CARD", "pix,PIX", "bank_slip,BOLETO", "barter,OTHER"})
    void readsPaymentMethods(String method, PaymentMethod expected) {
        assertThat(event(succeeded().replace("\"credit_card\"", "\"" + method + "\""))
                        .getMethod())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"content", "term", "campaign", "medium", "source"})
    void carriesOurTokensBackFromTheParametersOfTheSession(String carrier) {
        String field = "(\"" + carrier + "\"\\s*:\\s*)\"[^\"]*\"";

        assertThat(event(succeeded().replaceAll(field, "$1\"" + TOKEN + "\"")).getWebhookToken())
                .isEqualTo(TOKEN);
        assertThat(event(succeeded().replaceAll(field, "$1\"ctk_0123456789abcdefghij\""))
                        .getTrackingToken())
                .isEqualTo("ctk_0123456789abcdefghij");
    }

    @Test
    void carriesOurTokensBackFromTheAddressOfTheCheckout() {
        PaymentEvent event = event(sample("invoice.status_updated-paid")
                .replace("?src=", "?webhook_token=" + TOKEN + "&tracking_token=ctk_0123456789abcdefghij&src="));

        assertThat(event.getWebhookToken()).isEqualTo(TOKEN);
        assertThat(event.getTrackingToken()).isEqualTo("ctk_0123456789abcdefghij");
        assertThat(event.getAttribution().getFbclid()).isEqualTo("fbclid-exemplo-1");
        assertThat(event.getAttribution().getFbp()).isEqualTo("fb.1.1700000000000.1000000001");
    }

    @Test
    void keepsTheHeadersItReadsAndNotTheSecret() {
        var headers =
                Map.of("x-hubla-token", "secret", "x-hubla-idempotency", "delivery-1", "x-hubla-sandbox", "false");
        var secrets = new AccountSecrets(List.of(new SigningSecret("secret", Instant.EPOCH, null)));

        var verified = (Verified) adapter.verify(received(headers, succeeded().getBytes(UTF_8)), secrets, RECEIVED_AT);
        PaymentEvent event = event(adapter.normalize(verified.webhook()));

        assertThat(event.getRaw().getHeaders()).containsOnlyKeys("x-hubla-idempotency", "x-hubla-sandbox");
        assertThat(event.getGatewayEventId()).isEqualTo("delivery-1");
    }

    private PaymentEvent event(String body) {
        return event(normalize(body));
    }

    private static PaymentEvent event(Normalization normalization) {
        assertThat(normalization).isInstanceOf(Understood.class);
        return ((Understood) normalization).events().getFirst();
    }

    private Normalization normalize(String body) {
        return normalize(Map.of(), body);
    }

    private Normalization normalize(Map<String, String> headers, String body) {
        return adapter.normalize(new VerifiedWebhook(received(headers, body.getBytes(UTF_8)), RECEIVED_AT));
    }

    private static String invoice(String event, String status) {
        return succeeded()
                .replace("invoice.payment_succeeded", event)
                .replace("\"status\": \"paid\"", "\"status\": \"" + status + "\"");
    }

    private static String succeeded() {
        return sample("invoice.payment_succeeded");
    }

    private static String sample(String name) {
        return new String(Samples.find("hubla", name).orElseThrow().body(), UTF_8);
    }
}
