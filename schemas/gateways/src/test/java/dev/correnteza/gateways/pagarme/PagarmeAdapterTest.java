package dev.correnteza.gateways.pagarme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.type.EventType;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.AccountSecrets.SigningSecret;
import dev.correnteza.gateways.GatewayAdapterContract;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.PartlyUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.ReceivedWebhook;
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

class PagarmeAdapterTest extends GatewayAdapterContract {
    private static final String CHARGE = "ch_EXAMPLE000000001";
    private static final String TOKEN = "0197b1d2-0000-4000-8000-00000000abcd";
    private static final AccountSecrets SECRETS =
            new AccountSecrets(List.of(new SigningSecret("user:password", Instant.EPOCH, null)));

    private final PagarmeAdapter adapter = new PagarmeAdapter();

    PagarmeAdapterTest() {
        super(new PagarmeAdapter());
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return chargeWith("charge.paid", "almost_paid").getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "created,pending,payment.pending",
        "created,paid,payment.paid",
        "created,failed,payment.refused",
        "pending,pending,payment.pending",
        "processing,processing,payment.pending",
        "paid,paid,payment.paid",
        "overpaid,overpaid,payment.paid",
        "underpaid,underpaid,payment.pending",
        "payment_failed,failed,payment.refused",
        "refunded,refunded,payment.refunded",
        "refunded,canceled,payment.refunded",
        "chargedback,chargedback,payment.charged_back",
        "updated,paid,other",
        "antifraud_reproved,failed,other"
    })
    void understandsEveryStatusOfACharge(String event, String status, String type) {
        assertThat(event(chargeWith("charge." + event, status)).getType()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "charge.paid,underpaid",
        "charge.paid,failed",
        "charge.refunded,paid",
        "charge.exploded,paid",
        "charge.updated,exploded",
        "charge.underpaid,paid"
    })
    void understandsNoStatusUnderAnEventThatDoesNotSayIt(String event, String status) {
        assertThat(normalize(chargeWith(event, status)))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, event + "/" + status));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chargeback.received", "transfer.paid", "wallet.emptied"})
    void doesNotUnderstandAFamilyItDoesNotKnow(String event) {
        assertThat(normalize(chargeWith(event, "paid"))).isEqualTo(new NotUnderstood(Reason.UNKNOWN_EVENT, event));
    }

    @Test
    void tellsOnePaidFactByOrderAndCharge() {
        PaymentEvent order = event(sample("order.paid"));
        PaymentEvent charge = event(sample("charge.paid"));

        assertThat(order.getType()).isEqualTo(EventType.PAYMENT_PAID);
        assertThat(charge.getEventId()).isEqualTo(order.getEventId());
        assertThat(order.getGatewayTransactionId()).isEqualTo(CHARGE);
        assertThat(event(sample("charge.overpaid")).getEventId()).isEqualTo(order.getEventId());
    }

    @Test
    void takesThePaidChargeOfSeveral() {
        assertThat(events(sample("order.paid-second_charge")))
                .extracting(PaymentEvent::getGatewayTransactionId)
                .containsExactly(CHARGE);
        assertThat(events(sample("order.payment_failed")))
                .extracting(PaymentEvent::getType)
                .containsExactly(EventType.PAYMENT_REFUSED);
    }

    @Test
    void booksThePaidChargeBesideOneItDoesNotUnderstand() {
        String body = sample("order.paid-second_charge").replaceFirst("\"failed\"", "\"exploded\"");

        assertThat(normalize(body)).isInstanceOfSatisfying(PartlyUnderstood.class, partly -> {
            assertThat(partly.events())
                    .extracting(PaymentEvent::getGatewayTransactionId)
                    .containsExactly(CHARGE);
            assertThat(partly.rest()).isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, "order.paid/paid/exploded"));
        });
    }

    @Test
    void doesNotUnderstandAPaidOrderWithoutAPaidCharge() {
        String body = sample("order.payment_failed")
                .replace("order.payment_failed", "order.paid")
                .replaceFirst(
                        "\"status\": \"failed\",\n    \"created_at\"", "\"status\": \"paid\",\n    \"created_at\"");

        assertThat(normalize(body)).isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "data.charges"));
    }

    @Test
    void takesAnUnderpaidChargeForNoSale() {
        assertThat(event(sample("charge.underpaid")).getType()).isEqualTo(EventType.PAYMENT_PENDING);
        assertThat(event(sample("charge.underpaid")).getAmountMinor()).isEqualTo(100L);
        assertThat(event(sample("charge.overpaid")).getAmountMinor()).isEqualTo(150L);
    }

    @Test
    void tellsOnePartialRefundFromTheNextAndWhatEachReturned() {
        String second = sample("charge.partial_canceled");
        String first = second.replace("\"canceled_amount\": 70", "\"canceled_amount\": 40");

        assertThat(event(second).getRefundedAmountMinor()).isEqualTo(30L);
        assertThat(event(second).getEventId()).isNotEqualTo(event(first).getEventId());
        assertThat(event(second).getAmountMinor()).isEqualTo(100L);
        assertThat(event(second.replace("\"status\": \"canceled\"", "\"status\": \"paid\""))
                        .getRefundedAmountMinor())
                .isNull();
    }

    @Test
    void takesAPartForNoFullRefundWhateverTheEventSays() {
        String part = sample("charge.refunded").replace("\"canceled_amount\": 100", "\"canceled_amount\": 40");

        assertThat(event(part).getType()).isEqualTo(EventType.PAYMENT_PARTIALLY_REFUNDED);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-23T13:03:16Z,2024-02-23T13:03:16Z",
        "2024-02-23T13:03:16,2024-02-23T13:03:16Z",
        "2024-02-23T13:03:16.4877818Z,2024-02-23T13:03:16.487781Z",
        "2024-02-23T13:03:16.5,2024-02-23T13:03:16.500Z"
    })
    void readsTimesInUtcWithAnyFraction(String paidAt, Instant expected) {
        assertThat(event(sample("charge.paid").replace("2024-02-23T13:03:16Z", paidAt))
                        .getOccurredAt())
                .isEqualTo(expected);
    }

    @Test
    void takesTheTimeOfTheNoticeForWhatComesAfterThePayment() {
        assertThat(event(sample("charge.refunded")).getOccurredAt()).isEqualTo(Instant.parse("2024-02-25T10:00:00.5Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.5", "-1", "\"many\"", "1e30", "{}", "\"\""})
    void doesNotUnderstandAnAmountItCannotRead(String amount) {
        String body = sample("charge.paid").replace("\"paid_amount\": 100", "\"paid_amount\": " + amount);

        assertThat(normalize(body)).isEqualTo(new NotUnderstood(Reason.UNREADABLE_AMOUNT, "data.paid_amount"));
    }

    @Test
    void keepsTheCurrencyOfTheChargeElseOfTheOrder() {
        assertThat(event(sample("charge.paid").replaceFirst("BRL", "USD")).getCurrency())
                .isEqualTo("USD");
        assertThat(event(sample("order.paid-card-documented")).getCurrency()).isEqualTo("BRL");
        assertThat(normalize(sample("charge.paid").replace("\"currency\"", "\"x\"")))
                .isInstanceOf(NotUnderstood.class);
        assertThat(normalize(sample("charge.paid").replaceFirst("BRL", "XXX")))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_CURRENCY, "data.currency"));
    }

    @Test
    void carriesOurTokenBackInCodeAndMetadataOfOrderAndCharge() {
        String metadata = "\"metadata\": {\"webhook_token\": \"" + TOKEN + "\"}";
        String order = sample("order.paid");
        int last = order.lastIndexOf("\"metadata\": {}");
        String inOrder = order.substring(0, last) + metadata + order.substring(last + "\"metadata\": {}".length());

        assertThat(event(inOrder).getWebhookToken()).isEqualTo(TOKEN);
        assertThat(event(sample("charge.pending-pix")).getWebhookToken()).isEqualTo(TOKEN);
        assertThat(event(order.replace("57DHDNBK18", TOKEN)).getWebhookToken()).isEqualTo(TOKEN);
        assertThat(event(order.replace("57DHDNBK18", TOKEN)).getExternalReference())
                .isNull();
        assertThat(event(order).getExternalReference()).isEqualTo("57DHDNBK18");
    }

    @ParameterizedTest
    @CsvSource({
        "Basic dXNlcjpwYXNzd29yZA==,true",
        "basic dXNlcjpwYXNzd29yZA==,true",
        "Basic dXNlcjpwYXNzd29yZA,false",
        "Basic dXNlcjpwYXNzd29yZB==,false",
        "Bearer dXNlcjpwYXNzd29yZA==,false",
        "Basic,false",
        "user:password,false"
    })
    void wantsTheCredentialsAsThePanelHasThem(String header, boolean accepted) {
        var webhook =
                received(Map.of("Authorization", header), sample("charge.paid").getBytes(UTF_8));

        assertThat(adapter.verify(webhook, SECRETS, RECEIVED_AT) instanceof Verified)
                .isEqualTo(accepted);
    }

    @Test
    void acceptsTheAddressAsProofOnlyWhereTheAccountHasNoSecretAndSaysSo() {
        var settings = Map.of("authentication", "url");

        assertThat(verify(settings, new AccountSecrets(List.of()))).isInstanceOf(Verified.class);
        assertThat(verify(settings, SECRETS)).isEqualTo(new Rejected(Rejection.PROOF_MISSING));
        assertThat(verify(Map.of(), new AccountSecrets(List.of())))
                .isEqualTo(new Rejected(Rejection.NO_SECRET_CONFIGURED));
    }

    @ParameterizedTest
    @CsvSource({"acc_EXAMPLE000000001,true", "acc_EXAMPLE000000002,false"})
    void comparesTheAccountWhereItIsKnown(String account, boolean accepted) {
        var settings = Map.of("authentication", "url", "pagarme-account", account);

        assertThat(verify(settings, new AccountSecrets(List.of())) instanceof Verified)
                .isEqualTo(accepted);
    }

    private Verification verify(Map<String, String> settings, AccountSecrets secrets) {
        var account = new Account("tenant-1", "account-1", settings);
        var body = sample("charge.paid").getBytes(UTF_8);
        return adapter.verify(new ReceivedWebhook(account, Map.of(), Map.of(), body), secrets, RECEIVED_AT);
    }

    private static String chargeWith(String event, String status) {
        return sample("charge.paid")
                .replaceFirst("\"status\": \"paid\"", "\"status\": \"" + status + "\"")
                .replace("charge.paid", event);
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

    private static String sample(String name) {
        return new String(Samples.find("pagarme", name).orElseThrow().body(), UTF_8);
    }
}
