package dev.correnteza.gateways.mercadolivre;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.type.EventType;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.AccountSecrets;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MercadoLivreAdapterTest extends GatewayAdapterContract {
    private static final AccountSecrets NO_SECRETS = new AccountSecrets(List.of());

    private final MercadoLivreAdapter adapter = new MercadoLivreAdapter();

    MercadoLivreAdapterTest() {
        super(new MercadoLivreAdapter());
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return sample("orders_v2").replace("orders_v2", "orders_v9").getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"orders_v2,/orders/2000003456789012,2000003456789012", "payments,/collections/4792155710,4792155710"})
    void pointsToOrdersAndPayments(String topic, String resource, String id) {
        assertThat(normalize(of(topic, resource))).isInstanceOfSatisfying(Notified.class, notified -> {
            assertThat(notified.notification().getTopic()).isEqualTo(topic);
            assertThat(notified.notification().getResourceId()).isEqualTo(id);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orders/",
                "/orders/1/",
                "/orders/1?access_token=x",
                "/orders/1/../2",
                "/orders/../users/1",
                "/collections/1",
                "orders/1",
                "//evil.example/orders/1",
                "https://evil.example/orders/1",
                "https://api.mercadolibre.com/orders/1",
                "/orders/1#x",
                "/orders/abc",
                "/orders/-1",
                "/orders/12345678901234567890"
            })
    void pointsNowhereElse(String resource) {
        assertThat(normalize(of("orders_v2", resource))).isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "resource"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"items", "shipments", "questions", "claims", "items_prices", "stock-locations", "invoices"})
    void booksNothingForOtherTopics(String topic) {
        assertThat(((Understood) normalize(of(topic, "/x/1"))).events())
                .extracting(PaymentEvent::getType)
                .containsExactly(EventType.OTHER);
    }

    @Test
    void takesASecondAttemptForTheSame() {
        String again =
                sample("items").replace("\"attempts\": 1", "\"attempts\": 2").replace("\"_id\"", "\"id\"");

        assertThat(((Understood) normalize(again)).events().getFirst().getEventId())
                .isEqualTo(((Understood) normalize(sample("items")))
                        .events()
                        .getFirst()
                        .getEventId());
    }

    @ParameterizedTest
    @CsvSource({
        "application-id,89745685555,user-id,123456789,true",
        "application-id,89745685555,application-id,89745685555,true",
        "user-id,123456789,user-id,123456789,true",
        "application-id,1,user-id,123456789,false",
        "application-id,89745685555,user-id,1,false"
    })
    void comparesApplicationAndSellerWhereTheAccountKnowsThem(
            String one, String value, String other, String otherValue, boolean accepted) {
        Map<String, String> settings = new TreeMap<>(Map.of(one, value));
        settings.put(other, otherValue);

        assertThat(verify(settings, sample("orders_v2")) instanceof Verified).isEqualTo(accepted);
    }

    @Test
    void refusesWhatNamesNeitherWhereTheAccountKnowsThem() {
        var settings = Map.of("user-id", "123456789");

        assertThat(verify(settings, "{}")).isEqualTo(new Rejected(Rejection.PROOF_WRONG));
        assertThat(verify(settings, "{")).isEqualTo(new Rejected(Rejection.BODY_UNREADABLE));
        assertThat(verify(settings, "{\"a\":".repeat(100) + "1" + "}".repeat(100)))
                .isEqualTo(new Rejected(Rejection.BODY_TOO_COMPLEX));
    }

    private Verification verify(Map<String, String> settings, String body) {
        var account = new Account("tenant-1", "account-1", settings);
        return adapter.verify(
                new ReceivedWebhook(account, Map.of(), Map.of(), body.getBytes(UTF_8)), NO_SECRETS, RECEIVED_AT);
    }

    private Normalization normalize(String body) {
        return adapter.normalize(new VerifiedWebhook(received(Map.of(), body.getBytes(UTF_8)), RECEIVED_AT));
    }

    private static String of(String topic, String resource) {
        return sample("orders_v2").replace("/orders/2000003456789012", resource).replace("orders_v2", topic);
    }

    private static String sample(String name) {
        return new String(Samples.find("mercadolivre", name).orElseThrow().body(), UTF_8);
    }
}
