package dev.correnteza.gateways.bling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.type.EventType;
import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.AccountSecrets.SigningSecret;
import dev.correnteza.gateways.GatewayAdapterContract;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Notified;
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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BlingAdapterTest extends GatewayAdapterContract {
    private final BlingAdapter adapter = new BlingAdapter();

    BlingAdapterTest() {
        super(new BlingAdapter());
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return sample("order.created")
                .replace("order.created", "order.exploded")
                .getBytes(UTF_8);
    }

    static List<JsonNode> vectors() throws Exception {
        try (var in = BlingAdapterTest.class.getResourceAsStream("/signatures/bling.json")) {
            return JsonMapper.shared()
                    .readTree(in)
                    .path("vectors")
                    .valueStream()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void acceptsTheVectorAndNoOtherSpellingOfIt(JsonNode vector) {
        String body = vector.path("body").asString();
        String secret = vector.path("secret").asString();
        String header = vector.path("header").path("X-Bling-Signature-256").asString();

        assertThat(verify(body, header, secret)).isInstanceOf(Verified.class);
        assertThat(verify(body, header.replace("sha256=", ""), secret)).isInstanceOf(Rejected.class);
        assertThat(verify(body, header.toUpperCase(java.util.Locale.ROOT), secret))
                .isInstanceOf(Rejected.class);
        assertThat(verify(body, header, secret + "x")).isEqualTo(new Rejected(Rejection.PROOF_WRONG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"order.created", "order.updated", "order.deleted"})
    void pointsToAnOrder(String event) {
        String body = sample("order.created").replace("order.created", event).replaceFirst("12345678", "20000000001");

        assertThat(normalize(body)).isInstanceOfSatisfying(Notified.class, notified -> {
            assertThat(notified.notification().getTopic()).isEqualTo("order");
            assertThat(notified.notification().getResourceId()).isEqualTo("20000000001");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "product.created",
        "product.deleted",
        "stock.updated",
        "stock.deleted",
        "virtual_stock.updated",
        "product_supplier.created",
        "invoice.created",
        "consumer_invoice.updated"
    })
    void booksNothingForTheRest(String event) {
        String body = sample("product.created").replace("product.created", event);

        assertThat(((Understood) normalize(body)).events())
                .extracting(PaymentEvent::getType)
                .containsExactly(EventType.OTHER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"order", "order.", ".created", "order.created.twice", "payment.created", "Order.created"})
    void doesNotUnderstandAnEventItDoesNotKnow(String event) {
        assertThat(normalize(sample("order.created").replace("order.created", event)))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_EVENT, event));
    }

    @Test
    void doesNotUnderstandAnotherVersion() {
        assertThat(normalize(sample("order.created").replace("\"v1\"", "\"v2\"")))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_EVENT, "version v2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1/../2\"", "\"1?x=1\"", "-1", "1.5", "null", "0"})
    void pointsToNothingThatIsNoId(String id) {
        assertThat(normalize(sample("order.deleted").replace("12345678", id)))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "data.id"));
    }

    private Verification verify(String body, String header, String secret) {
        var webhook = received(Map.of("X-Bling-Signature-256", header), body.getBytes(UTF_8));
        return adapter.verify(
                webhook, new AccountSecrets(List.of(new SigningSecret(secret, Instant.EPOCH, null))), RECEIVED_AT);
    }

    private Normalization normalize(String body) {
        return adapter.normalize(new VerifiedWebhook(received(Map.of(), body.getBytes(UTF_8)), RECEIVED_AT));
    }

    private static String sample(String name) {
        return new String(Samples.find("bling", name).orElseThrow().body(), UTF_8);
    }
}
