package dev.correnteza.gateways.wiinpay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.GatewayAdapterContract;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.simulator.webhook.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WiinPayAdapterTest extends GatewayAdapterContract {
    private static final String TOKEN = "0197b1d2-0000-4000-8000-00000000abcd";

    private final WiinPayAdapter adapter = new WiinPayAdapter();

    WiinPayAdapterTest() {
        super(new WiinPayAdapter());
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return paid().replace("PAID", "almost_paid").getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "pending,payment.pending",
        "paid,payment.paid",
        "PAID,payment.paid",
        "Approved,payment.paid",
        "approved,payment.paid",
        "cancelled,payment.canceled",
        "CANCELLED,payment.canceled",
        "expired,payment.expired"
    })
    void understandsEveryWordThatIsKnownInAnyCase(String status, String type) {
        assertThat(event(paid().replace("PAID", status)).getType()).isEqualTo(type);
        assertThat(event("{\"data\":" + paid().replace("PAID", status) + "}").getType())
                .isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refunded", "chargeback", "med", "created", "completed", "canceled", "pago"})
    void guessesNoOtherWord(String status) {
        assertThat(normalize(paid().replace("PAID", status)))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, status));
    }

    @Test
    void tellsOnePaidFactUnderEitherIdWordAndShape() {
        PaymentEvent whole = event(paid());
        PaymentEvent byId = event(paid().replace("\"paymentId\"", "\"x\""));
        PaymentEvent byPaymentId = event(paid().replace("\"id\"", "\"x\""));
        PaymentEvent nested = event(sample("approved-nested"));

        assertThat(List.of(byId, byPaymentId, nested)).allSatisfy(event -> {
            assertThat(event.getEventId()).isEqualTo(whole.getEventId());
            assertThat(event.getGatewayTransactionId()).isEqualTo("EXAMPLE-PAYMENT-ID");
            assertThat(event.getAmountMinor()).isEqualTo(2_990L);
        });
        assertThat(normalize(paid().replace("\"paymentId\"", "\"x\"").replace("\"id\"", "\"y\"")))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "id"));
    }

    @ParameterizedTest
    @CsvSource({"29.9,2990", "\"29.90\",2990", "30,3000", "3e1,3000", "0,0"})
    void readsReaisAlsoWhereTheyAreWhole(String value, long minor) {
        assertThat(event(paid().replace("29.9", value)).getAmountMinor()).isEqualTo(minor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"29.905", "-1", "\"many\"", "1e30", "[]", "{}", "null", "\"\"", "\"29,90\""})
    void doesNotUnderstandAPaidAmountItCannotRead(String value) {
        assertThat(normalize(paid().replace("29.9", value)))
                .isEqualTo(new NotUnderstood(Reason.UNREADABLE_AMOUNT, "value"));
    }

    @Test
    void hasNoPayerBeforeSomebodyPays() {
        assertThat(event(sample("expired")).getCustomer()).isNull();
        assertThat(event(paid()).getCustomer().getDocument()).isEqualTo("12345678909");
    }

    @Test
    void carriesOurTokenBackInTheMetadataOrTheAddressThatWasCalled() {
        var called = new ReceivedWebhook(ACCOUNT, Map.of(), Map.of("webhook_token", TOKEN), paid().getBytes(UTF_8));

        assertThat(event(sample("approved-nested")).getWebhookToken())
                .isEqualTo("0197b1d2-0000-4000-8000-0000000000a1");
        assertThat(event(adapter.normalize(new VerifiedWebhook(called, RECEIVED_AT)))
                        .getWebhookToken())
                .isEqualTo(TOKEN);
        assertThat(event(paid()).getWebhookToken()).isNull();
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

    private static String paid() {
        return sample("paid");
    }

    private static String sample(String name) {
        return new String(Samples.find("wiinpay", name).orElseThrow().body(), UTF_8);
    }
}
