package dev.correnteza.gateways.cakto;

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
import dev.correnteza.gateways.Normalization.PartlyUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.Verification.Verified;
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.simulator.webhook.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaktoAdapterTest extends GatewayAdapterContract {
    private static final String TOKEN = "0197b1d2-0000-4000-8000-00000000abcd";
    // Made with Python's hmac; signed when RECEIVED_AT.
    private static final String EMPTY = "{\"event\":\"purchase_approved\",\"data\":[]}";
    private static final String TIMESTAMP = "1773576000";
    private static final String SIGNATURE = "037d422f5e8d6662f0acab7c9f90938cdf168cd860781582dcf95232c509592c";

    private final CaktoAdapter adapter = new CaktoAdapter();

    CaktoAdapterTest() {
        super(new CaktoAdapter());
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return withEvent("purchase_almost_approved").getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "purchase_approved,payment.paid",
        "purchase_refused,payment.refused",
        "refund,payment.refunded",
        "refund_requested,payment.refund_requested",
        "chargeback,payment.charged_back",
        "pix_gerado,payment.pending",
        "boleto_gerado,payment.pending",
        "picpay_gerado,payment.pending",
        "openfinance_nubank_gerado,payment.pending",
        "initiate_checkout,other"
    })
    void understandsEveryEventOfAPurchase(String event, String type) {
        assertThat(events(withEvent(event))).singleElement().satisfies(told -> {
            assertThat(told.getType()).isEqualTo(type);
            assertThat(told.getAmountMinor() != null).isEqualTo(EventType.concernsPayment(type));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "subscription_created,subscription.started",
        "subscription_renewal_refused,subscription.past_due",
        "subscription_late,subscription.past_due",
        "subscription_canceled,subscription.canceled",
        "subscription_paused,subscription.paused",
        "subscription_resumed,subscription.resumed"
    })
    void booksNoMoneyForTheStateOfASubscription(String event, String type) {
        assertThat(events(subscription(event))).singleElement().satisfies(told -> {
            assertThat(told.getType()).isEqualTo(type);
            assertThat(told.getAmountMinor()).isNull();
            assertThat(told.getSubscription().getId()).isEqualTo("00000000-0000-4000-8000-000000000500");
        });
    }

    @ParameterizedTest
    @CsvSource({"subscription_renewed,subscription.renewed", "subscription_late_recovered,subscription.resumed"})
    void tellsMoneyOfASubscriptionOnceWhicheverEventTellsIt(String event, String change) {
        List<PaymentEvent> told = events(subscription(event));

        assertThat(told).extracting(PaymentEvent::getType).containsExactly(EventType.PAYMENT_PAID, change);
        assertThat(told.getLast().getAmountMinor()).isNull();
        assertThat(told.getFirst().getEventId())
                .isEqualTo(event(subscription("purchase_approved")).getEventId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"purchase_paid", "PURCHASE_APPROVED", "subscription_expired", "refunded"})
    void doesNotUnderstandAnEventItDoesNotKnow(String event) {
        assertThat(normalize(withEvent(event))).isEqualTo(new NotUnderstood(Reason.UNKNOWN_EVENT, event));
    }

    @ParameterizedTest
    @ValueSource(strings = {"waiting_payment", "paid", "authorized", "in_settlement", "chargeback"})
    void letsTheEventDecideWhateverTheStatusSays(String status) {
        String body = approved().replace("\"status\": \"paid\"", "\"status\": \"" + status + "\"");

        assertThat(event(body).getType()).isEqualTo(EventType.PAYMENT_PAID);
        assertThat(event(body).getEventId()).isEqualTo(event(approved()).getEventId());
    }

    @Test
    void takesTheMethodFromItsNameAndNotFromTheBlocks() {
        PaymentEvent official = event(sample("purchase_approved-official_test"));

        assertThat(official.getType()).isEqualTo(EventType.PAYMENT_PAID);
        assertThat(official.getMethod()).isEqualTo(PaymentMethod.PIX);
        assertThat(official.getAmountMinor()).isEqualTo(9_000L);
        assertThat(official.getOccurredAt()).isEqualTo(RECEIVED_AT);
    }

    @Test
    void readsEachOrderOfAListAsAPaymentOfItsOwn() {
        List<PaymentEvent> events = events(sample("v2-purchase_approved-list"));

        assertThat(events).extracting(PaymentEvent::getAmountMinor).containsExactly(1_990L, 9_000L);
        assertThat(events)
                .extracting(PaymentEvent::getParentTransactionId)
                .containsExactly("00000000-0000-4000-8000-000000000109", null);
        assertThat(events.getLast().getGatewayTransactionId()).isEqualTo("00000000-0000-4000-8000-000000000109");
    }

    @Test
    void keepsTheOrdersOfAListThatItUnderstands() {
        String broken = sample("v2-purchase_approved-list").replace("\"amount\": 19.9", "\"amount\": \"many\"");

        assertThat(normalize(broken)).isInstanceOfSatisfying(PartlyUnderstood.class, partly -> {
            assertThat(partly.events())
                    .singleElement()
                    .satisfies(event -> assertThat(event.getAmountMinor()).isEqualTo(9_000L));
            assertThat(partly.rest()).isEqualTo(new NotUnderstood(Reason.UNREADABLE_AMOUNT, "data.amount"));
        });
        assertThat(normalize(broken.replace("\"amount\": 90.0", "\"amount\": null")))
                .isInstanceOf(NotUnderstood.class);
    }

    @Test
    void takesAnEmptyListForNothing() {
        assertThat(event(EMPTY).getType()).isEqualTo(EventType.OTHER);
        assertThat(normalize("{\"event\":\"purchase_approved\"}"))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "data"));
        assertThat(normalize("{\"event\":\"new\",\"data\":[]}"))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_EVENT, "new"));
    }

    @ParameterizedTest
    @CsvSource({
        "purchase_approved,2025-11-06T19:02:10Z",
        "refund,2025-11-08T13:00:00Z",
        "chargeback,2025-12-08T13:00:00Z",
        "pix_gerado,2025-11-06T19:01:53.935243Z",
        "subscription_canceled,2025-12-20T13:00:00Z",
        "checkout_abandonment,2025-11-06T19:01:53.935243Z"
    })
    void givesEveryFactItsOwnTime(String sample, Instant at) {
        assertThat(event(sample(sample)).getOccurredAt()).isEqualTo(at);
    }

    @ParameterizedTest
    @CsvSource({"90,9000", "100.0,10000", "90.5,9050", "\"90.00\",9000", "0,0"})
    void readsReaisWhateverTheyLookLike(String amount, long minor) {
        assertThat(event(withAmount(amount)).getAmountMinor()).isEqualTo(minor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"90.005", "-1", "\"many\"", "1e30", "[]", "{}", "null", "\"\"", "\"90,00\""})
    void doesNotUnderstandAnAmountItCannotRead(String amount) {
        assertThat(normalize(withAmount(amount))).isEqualTo(new NotUnderstood(Reason.UNREADABLE_AMOUNT, "data.amount"));
    }

    @Test
    void takesReaisForGrantedOnlyWhereNoCurrencyIsNamed() {
        assertThat(event(approved().replace("\"currency\"", "\"x\"")).getCurrency())
                .isEqualTo("BRL");
        assertThat(event(approved().replace("BRL", "USD")).getCurrency()).isEqualTo("USD");
        assertThat(normalize(approved().replace("BRL", "XXX")))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_CURRENCY, "data.offer.currency"));
    }

    @Test
    void readsASubscriptionThatIsOnlyAnId() {
        assertThat(event(sample("subscription_late_recovered"))
                        .getSubscription()
                        .getId())
                .isEqualTo(event(sample("subscription_late")).getSubscription().getId());
        assertThat(normalize(approved().replace("purchase_approved", "subscription_late")))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "data.subscription"));
    }

    @Test
    void tellsOneAbandonedCheckoutFromTheNext() {
        String cart = sample("checkout_abandonment");
        String id = event(cart).getEventId();

        assertThat(event(cart.replace("comprador10@", "Comprador10@")).getEventId())
                .isEqualTo(id);
        assertThat(event(cart.replace("OFEXMP1", "OFEXMP2")).getEventId()).isNotEqualTo(id);
        assertThat(event(cart.replace("16:01:53", "17:01:53")).getEventId()).isNotEqualTo(id);
        assertThat(event(cart).getCustomer().getPhone()).isEqualTo("+5511900000001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1=S", "v1=bad,v1=S", "v0=zz, v1=S", "v2=S,v1=S"})
    void acceptsAnySignatureOfTheKnownVersion(String header) {
        assertThat(verify(header.replace("S", SIGNATURE), TIMESTAMP, EMPTY)).isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"S", "v2=S", "V1=S", "v1=", "v1=bad", "", "v1 S"})
    void letsAWrongSignatureDecideThoughTheBodyHasTheSecret(String header) {
        String body = "{\"secret\":\"cakto-secret\"," + EMPTY.substring(1);

        assertThat(verify(header.replace("S", SIGNATURE), TIMESTAMP, body)).isInstanceOf(Rejected.class);
        assertThat(verify(header.replace("S", SIGNATURE), TIMESTAMP, EMPTY)).isInstanceOf(Rejected.class);
        assertThat(adapter.verify(received(Map.of(), body.getBytes(UTF_8)), secrets(), RECEIVED_AT))
                .isInstanceOf(Verified.class);
    }

    @Test
    void signsTheTimeAndToleratesFiveMinutes() {
        var webhook = received(
                Map.of("X-Cakto-Signature", "v1=" + SIGNATURE, "X-Cakto-Timestamp", TIMESTAMP), EMPTY.getBytes(UTF_8));

        for (Duration off : List.of(Duration.ofMinutes(5), Duration.ofMinutes(-5))) {
            assertThat(adapter.verify(webhook, secrets(), RECEIVED_AT.plus(off)))
                    .isInstanceOf(Verified.class);
        }
        for (Duration off : List.of(Duration.ofSeconds(301), Duration.ofSeconds(-301))) {
            assertThat(adapter.verify(webhook, secrets(), RECEIVED_AT.plus(off)))
                    .isEqualTo(new Rejected(Rejection.OUTSIDE_TIME_WINDOW));
        }
        assertThat(verify("v1=" + SIGNATURE, "1773576001", EMPTY)).isEqualTo(new Rejected(Rejection.PROOF_WRONG));
        assertThat(verify("v1=" + SIGNATURE, null, EMPTY)).isEqualTo(new Rejected(Rejection.PROOF_MISSING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sck", "src", "callback", "webhook_token", "utm_source", "utm_content", "utm_term"})
    void carriesOurTokensBackInTheAddressOfTheCheckout(String parameter) {
        PaymentEvent webhook = event(approved().replaceFirst("utm_source=", parameter + "=" + TOKEN + "&x="));
        PaymentEvent tracking = event(approved()
                .replaceFirst(
                        "utm_source=",
                        (parameter.equals("webhook_token") ? "tracking_token" : parameter)
                                + "=ctk%5F0123456789abcdefghij&x="));

        assertThat(webhook.getWebhookToken()).isEqualTo(TOKEN);
        assertThat(tracking.getTrackingToken()).isEqualTo("ctk_0123456789abcdefghij");
    }

    @Test
    void carriesOurTokensBackInCallbackAndMetadata() {
        PaymentEvent callback = event(approved().replaceFirst("\"refId\"", "\"callback\": \"" + TOKEN + "\", \"x\""));
        PaymentEvent metadata = event(
                approved().replaceFirst("\"refId\"", "\"metadata\": {\"webhook_token\": \"" + TOKEN + "\"}, \"x\""));

        assertThat(List.of(callback, metadata)).allSatisfy(event -> {
            assertThat(event.getWebhookToken()).isEqualTo(TOKEN);
            assertThat(event.getExternalReference()).isNull();
        });
        assertThat(event(sample("purchase_approved-official_test")).getExternalReference())
                .isEqualTo("wt_0000000000000011");
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

    private Verification verify(String signature, String timestamp, String body) {
        Map<String, String> headers = timestamp == null
                ? Map.of("X-Cakto-Signature", signature)
                : Map.of("X-Cakto-Signature", signature, "X-Cakto-Timestamp", timestamp);
        return adapter.verify(received(headers, body.getBytes(UTF_8)), secrets(), RECEIVED_AT);
    }

    private static AccountSecrets secrets() {
        return new AccountSecrets(List.of(new SigningSecret("cakto-secret", Instant.EPOCH, null)));
    }

    private static String withEvent(String event) {
        return approved().replace("\"purchase_approved\"", "\"" + event + "\"");
    }

    private static String subscription(String event) {
        return sample("subscription_renewed").replace("\"subscription_renewed\"", "\"" + event + "\"");
    }

    private static String withAmount(String amount) {
        return approved().replaceFirst("(\"amount\": )90.0", "$1" + amount);
    }

    private static String approved() {
        return sample("purchase_approved");
    }

    private static String sample(String name) {
        return new String(Samples.find("cakto", name).orElseThrow().body(), UTF_8);
    }
}
