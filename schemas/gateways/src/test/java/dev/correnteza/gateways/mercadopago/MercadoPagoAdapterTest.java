package dev.correnteza.gateways.mercadopago;

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
import dev.correnteza.gateways.Normalization.Notified;
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
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MercadoPagoAdapterTest extends GatewayAdapterContract {
    private static final String SECRET = "EXAMPLE_MP_WEBHOOK_SECRET";
    private static final String REQUEST_ID = "bb56a2f1-6aae-46ac-982e-9dcd3581d08e";
    private static final Instant SIGNED_AT = Instant.ofEpochSecond(1_704_908_010);
    private static final String SIGNATURE =
            "ts=1704908010,v1=a0a90a6957afc42786c19f81b20cd01451772d1d5c6c7ab17b81102f323bade9";
    private static final Account BY_URL = new Account("tenant-1", "account-1", Map.of("authentication", "url"));

    private final MercadoPagoAdapter adapter = new MercadoPagoAdapter();

    MercadoPagoAdapterTest() {
        super(new MercadoPagoAdapter());
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return sample("payment.updated").replace("\"payment\"", "\"teleport\"").getBytes(UTF_8);
    }

    @Override
    protected Map<String, String> queryOfUnknownStatus() {
        return Map.of("data.id", "21071815560");
    }

    static List<JsonNode> vectors() throws Exception {
        try (var in = MercadoPagoAdapterTest.class.getResourceAsStream("/signatures/mercadopago.json")) {
            return JsonMapper.shared()
                    .readTree(in)
                    .path("vectors")
                    .valueStream()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void acceptsTheVector(JsonNode vector) {
        Map<String, String> headers = texts(vector.path("headers"));
        Map<String, String> query = texts(vector.path("query"));

        assertThat(verify(headers, query, SIGNED_AT)).isInstanceOf(Verified.class);
        assertThat(verify(headers, with(query, "data.id", "21071815561"), SIGNED_AT))
                .isEqualTo(new Rejected(Rejection.PROOF_WRONG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%2$s,%1$s", " %1$s , %2$s ", "%1$s,%2$s,v2=x", "v0=x,%1$s,%2$s"})
    void readsThePartsInAnyOrderAndWithBlanks(String format) {
        String[] parts = SIGNATURE.split(",");

        assertThat(verify(signature(format.formatted(parts[0], parts[1])), payment(), SIGNED_AT))
                .isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ts=1704908010", "v1=a0a9", "ts=1704908010,v1=", "ts=soon,v1=a0", "ts=-1,v1=a0", "%1$s,%1$s"})
    void refusesEveryOtherForm(String format) {
        assertThat(verify(signature(format.formatted(SIGNATURE)), payment(), SIGNED_AT))
                .isEqualTo(new Rejected(Rejection.PROOF_MALFORMED));
    }

    @ParameterizedTest
    @CsvSource({"0,true", "432000,true", "432001,false", "-300,true", "-301,false", "2592000,false"})
    void lets5DaysPass(long ageSeconds, boolean accepted) {
        Verification verification = verify(signature(SIGNATURE), payment(), SIGNED_AT.plusSeconds(ageSeconds));

        assertThat(verification instanceof Verified).isEqualTo(accepted);
        assertThat(verification.equals(new Rejected(Rejection.OUTSIDE_TIME_WINDOW)))
                .isNotEqualTo(accepted);
    }

    @Test
    void letsNoPartPassForTwo() {
        Map<String, String> query = Map.of("data.id", "21071815560;request-id:" + REQUEST_ID, "type", "payment");

        assertThat(verify(Map.of("x-signature", SIGNATURE), query, SIGNED_AT))
                .isEqualTo(new Rejected(Rejection.PROOF_MALFORMED));
    }

    @Test
    void pointsToTheSignedIdAndNeverToTheBodys() {
        String body = sample("payment.updated").replace("\"21071815560\"", "\"666\"");

        assertThat(pointer(body, payment())).isEqualTo("payment:21071815560");
        assertThat(normalize(body, Map.of("type", "payment"), ACCOUNT))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "data.id"));
        assertThat(normalize(body, Map.of("type", "payment", "id", "666"), ACCOUNT))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "data.id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payment",
                "order",
                "merchant_order",
                "topic_merchant_order_wh",
                "topic_chargebacks_wh",
                "topic_claims_integration_wh",
                "subscription_preapproval",
                "subscription_authorized_payment"
            })
    void pointsToWhatMayHoldAPayment(String topic) {
        String body = sample("payment.updated").replace("\"payment\"", "\"" + topic + "\"");

        assertThat(pointer(body, Map.of("data.id", "ORD01JQ"))).isEqualTo(topic + ":ORD01JQ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mp-connect",
                "topic_card_id_wh",
                "stop_delivery_op_wh",
                "point_integration_wh",
                "subscription_preapproval_plan",
                "automatic-payments",
                "wallet_connect",
                "shipments",
                "delivery",
                "self_service"
            })
    void booksNothingForOtherTopics(String topic) {
        String body = sample("payment.updated").replace("\"payment\"", "\"" + topic + "\"");

        assertThat(((Understood) normalize(body, Map.of("data.id", "1"), ACCOUNT)).events())
                .extracting(PaymentEvent::getType)
                .containsExactly(EventType.OTHER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/../2", "1?x", "https://evil.example/1", "1 2", "1;2"})
    void pointsToNothingThatIsNoId(String id) {
        assertThat(normalize(sample("payment.updated"), Map.of("data.id", id), BY_URL))
                .isInstanceOf(NotUnderstood.class);
    }

    @Test
    void believesAnIpnOnlyWhereTheAccountSaysSo() {
        String payment = sample("ipn-payment");
        String order = sample("ipn-merchant_order");

        assertThat(pointer(payment, Map.of(), BY_URL)).isEqualTo("payment:21071815560");
        assertThat(pointer(payment, Map.of("topic", "payment", "id", "5"), BY_URL))
                .isEqualTo("payment:5");
        assertThat(pointer(order, Map.of(), BY_URL)).isEqualTo("merchant_order:4945357007");
        assertThat(normalize(order.replace("api.mercadolibre.com", "evil.example"), Map.of(), BY_URL))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "resource"));
        assertThat(normalize(payment, Map.of("topic", "payment", "id", "5"), ACCOUNT))
                .isInstanceOf(Understood.class);
    }

    @Test
    void wantsNoSignatureOnlyWhereTheAccountHasNoSecretAndSaysSo() {
        var webhook = new ReceivedWebhook(
                BY_URL, Map.of(), Map.of(), sample("ipn-payment").getBytes(UTF_8));

        assertThat(adapter.verify(webhook, new AccountSecrets(List.of()), RECEIVED_AT))
                .isInstanceOf(Verified.class);
        assertThat(adapter.verify(webhook, secrets(), RECEIVED_AT)).isEqualTo(new Rejected(Rejection.PROOF_MISSING));
        assertThat(adapter.verify(
                        received(Map.of(), sample("ipn-payment").getBytes(UTF_8)),
                        new AccountSecrets(List.of()),
                        RECEIVED_AT))
                .isEqualTo(new Rejected(Rejection.NO_SECRET_CONFIGURED));
    }

    @Test
    void keepsTheQueryItReads() {
        var notified = (Notified) normalize(sample("payment.updated"), with(payment(), "secret", "x"), ACCOUNT);

        assertThat(notified.notification().getRaw().getQuery()).isEqualTo("data.id=21071815560&type=payment");
    }

    private static Map<String, String> payment() {
        return Map.of("data.id", "21071815560", "type", "payment");
    }

    private static Map<String, String> signature(String header) {
        return Map.of("x-signature", header, "x-request-id", REQUEST_ID);
    }

    private Verification verify(Map<String, String> headers, Map<String, String> query, Instant at) {
        byte[] body = sample("payment.updated").getBytes(UTF_8);
        return adapter.verify(received(headers, query, body), secrets(), at);
    }

    private static AccountSecrets secrets() {
        return new AccountSecrets(List.of(new SigningSecret(SECRET, Instant.EPOCH, null)));
    }

    private String pointer(String body, Map<String, String> query) {
        return pointer(body, query, ACCOUNT);
    }

    private String pointer(String body, Map<String, String> query, Account account) {
        var notification = ((Notified) normalize(body, query, account)).notification();
        return notification.getTopic() + ":" + notification.getResourceId();
    }

    private Normalization normalize(String body, Map<String, String> query, Account account) {
        var webhook = new ReceivedWebhook(account, Map.of(), query, body.getBytes(UTF_8));
        return adapter.normalize(new VerifiedWebhook(webhook, RECEIVED_AT));
    }

    private static Map<String, String> with(Map<String, String> map, String name, String value) {
        Map<String, String> changed = new TreeMap<>(map);
        changed.put(name, value);
        return changed;
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(property ->
                        texts.put(property.getKey(), property.getValue().asString()));
        return texts;
    }

    private static String sample(String name) {
        return new String(Samples.find("mercadopago", name).orElseThrow().body(), UTF_8);
    }
}
