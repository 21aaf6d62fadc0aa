package dev.correnteza.gateways.greenn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.type.EventType;
import dev.correnteza.gateways.GatewayAdapterContract;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.simulator.webhook.Samples;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GreennAdapterTest extends GatewayAdapterContract {
    private static final String TOKEN = "0197b1d2-0000-4000-8000-00000000abcd";

    private final GreennAdapter adapter = new GreennAdapter();

    GreennAdapterTest() {
        super(new GreennAdapter());
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return withStatus(paid(), "almost_paid").getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "created,payment.pending",
        "waiting_payment,payment.pending",
        "paid,payment.paid",
        "refused,payment.refused",
        "canceled,payment.canceled",
        "refunded,payment.refunded",
        "chargedback,payment.charged_back"
    })
    void understandsEveryStatusOfASale(String status, String type) {
        PaymentEvent event = event(withStatus(paid(), status));

        assertThat(event.getType()).isEqualTo(type);
        assertThat(event.getGatewayTransactionId()).isEqualTo("700001");
        assertThat(event.getAmountMinor()).isEqualTo(9_990L);
    }

    @ParameterizedTest
    @CsvSource({
        "created,other",
        "waiting_payment,other",
        "paid,subscription.started",
        "canceled,subscription.canceled",
        "refused,other",
        "refunded,other",
        "chargedback,other"
    })
    void booksNoMoneyForAContract(String status, String type) {
        PaymentEvent event = event(withStatus(sample("contractUpdated-paid"), status));

        assertThat(event.getType()).isEqualTo(type);
        assertThat(event.getSubscription().getId()).isEqualTo("600001");
        assertThat(event.getAmountMinor()).isNull();
        assertThat(event.getGatewayTransactionId()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unpaid", "Paid", "approved", "cancelled", "partially_refunded"})
    void guessesNoOtherWord(String status) {
        assertThat(normalize(withStatus(paid(), status)))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, "saleUpdated/" + status));
        assertThat(normalize(withStatus(sample("contractUpdated-paid"), status)))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, "contractUpdated/" + status));
    }

    @ParameterizedTest
    @CsvSource({"sale,contractUpdated", "contract,saleUpdated", "sale,saleCreated", "lead,saleUpdated"})
    void doesNotUnderstandATypeAndAnEventThatDoNotGoTogether(String type, String name) {
        String body = paid().replace("\"type\": \"sale\"", "\"type\": \"" + type + "\"")
                .replace("saleUpdated", name);

        assertThat(normalize(body)).isEqualTo(new NotUnderstood(Reason.UNKNOWN_EVENT, type + "/" + name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"paid", "waiting_payment", "refunded"})
    void asksForTheStatusOfNowAndNotForTheOneBefore(String before) {
        PaymentEvent event =
                event(paid().replace("\"oldStatus\": \"waiting_payment\"", "\"oldStatus\": \"" + before + "\""));

        assertThat(event.getType()).isEqualTo(EventType.PAYMENT_PAID);
        assertThat(event.getEventId()).isEqualTo(event(paid()).getEventId());
    }

    @Test
    void tellsOnePeriodOfAContractFromTheNext() {
        PaymentEvent first = event(sample("contractUpdated-paid"));
        PaymentEvent resent = event(
                sample("contractUpdated-paid").replaceFirst("(\"updated_at\"\\s*:\\s*\")2025-11-04", "$12025-11-06"));
        PaymentEvent second = event(sample("contractUpdated-paid-renewed"));
        PaymentEvent third = event(sample("contractUpdated-paid-renewed")
                .replace("2026-01-04", "2026-02-04")
                .replaceFirst("(\"updated_at\"\\s*:\\s*\")2025-12-04", "$12026-01-04"));

        assertThat(resent.getEventId()).isEqualTo(first.getEventId());
        assertThat(second.getType()).isEqualTo(third.getType()).isEqualTo(EventType.SUBSCRIPTION_RENEWED);
        assertThat(third.getEventId()).isNotEqualTo(second.getEventId());
        assertThat(third.getSubscription().getExpiresAt()).isEqualTo(Instant.parse("2026-02-04T23:00:00Z"));
    }

    @Test
    void bringsAContractWithoutItsPeriodIntoQuarantine() {
        assertThat(normalize(sample("contractUpdated-paid").replace("\"current_period_end\"", "\"x\"")))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "contract.current_period_end"));
    }

    @ParameterizedTest
    @CsvSource({
        "2025-11-04 20:00:00,2025-11-04T23:00:00Z",
        "2025-11-04T23:00:00.000Z,2025-11-04T23:00:00Z",
        "2018-12-04 20:00:00,2018-12-04T22:00:00Z"
    })
    void readsTheClockOfSaoPauloWhereNoZoneIsTold(String written, Instant instant) {
        assertThat(event(paid().replace("2025-11-04 20:00:00", written)).getOccurredAt())
                .isEqualTo(instant);
    }

    @ParameterizedTest
    @CsvSource({"99.90,9990", "99.9,9990", "\"99.90\",9990", "100,10000", "0,0"})
    void readsReaisHoweverTheyAreWritten(String amount, long minor) {
        assertThat(event(withAmount(amount)).getAmountMinor()).isEqualTo(minor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"99.905", "-1", "\"99,90\"", "\"many\"", "1e30", "[]", "{}", "null", "\"\""})
    void doesNotUnderstandAnAmountItCannotRead(String amount) {
        assertThat(normalize(withAmount(amount))).isEqualTo(new NotUnderstood(Reason.UNREADABLE_AMOUNT, "sale.amount"));
    }

    @Test
    void takesNoPriceForAnAmountInAnAbandonedCheckout() {
        PaymentEvent event = event(sample("checkoutAbandoned"));

        assertThat(event.getType()).isEqualTo(EventType.CART_ABANDONED);
        assertThat(event.getAmountMinor()).isNull();
        assertThat(event.getItems().getFirst().getUnitAmountMinor()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"CREDIT_CARD,CREDIT_CARD", "PIX,PIX", "BOLETO,BOLETO", "PAYPAL,OTHER"})
    void readsPaymentMethods(String method, PaymentMethod expected) {
        assertThat(event(paid().replace("\"CREDIT_CARD\"", "\"" + method + "\""))
                        .getMethod())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"saleMetas\":[{\"meta_key\":\"webhook_token\",\"meta_value\":\"%s\"}]",
                "\"saleMetas\":[{\"meta_key\":\"src\",\"meta_value\":null},{\"meta_key\":\"sck\",\"meta_value\":\"%s\"}]",
                "\"saleMetas\":{\"utm_content\":\"%s\"}",
                "\"saleMetas\":[],\"utms\":{\"utm_term\":\"%s\"}",
                "\"saleMetas\":[],\"utms\":{\"src\":\"%s\"}"
            })
    void carriesOurTokensBackFromTheCheckoutParameters(String carrier) {
        PaymentEvent webhook = event(withMetas(carrier.formatted(TOKEN)));
        PaymentEvent tracking = event(withMetas(carrier.formatted("ctk_0123456789abcdefghij")));

        assertThat(webhook.getWebhookToken()).isEqualTo(TOKEN);
        assertThat(webhook.getExternalReference()).isNull();
        assertThat(tracking.getTrackingToken()).isEqualTo("ctk_0123456789abcdefghij");
    }

    @Test
    void takesAReferenceThatIsNoUuidForTheSellersOwn() {
        PaymentEvent event =
                event(withMetas("\"saleMetas\":[{\"meta_key\":\"webhook_token\",\"meta_value\":\"ref-1\"}]"));

        assertThat(event.getWebhookToken()).isNull();
        assertThat(event.getExternalReference()).isEqualTo("ref-1");
    }

    @Test
    void belongsToNobodyWithoutAnId() {
        assertThat(normalize(paid().replace("700001", "null")))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "sale.id"));
    }

    private PaymentEvent event(String body) {
        Normalization normalization = normalize(body);
        assertThat(normalization).isInstanceOf(Understood.class);
        return ((Understood) normalization).events().getFirst();
    }

    private Normalization normalize(String body) {
        return adapter.normalize(new VerifiedWebhook(received(Map.of(), body.getBytes(UTF_8)), RECEIVED_AT));
    }

    private static String withMetas(String metas) {
        return paid().replace("\"saleMetas\": []", metas);
    }

    private static String withAmount(String amount) {
        return paid().replaceFirst("(\"sale\": \\{[\\s\\S]*?\"amount\"\\s*:\\s*)99.9", "$1" + amount);
    }

    private static String withStatus(String body, String status) {
        return body.replace("\"currentStatus\": \"paid\"", "\"currentStatus\": \"" + status + "\"");
    }

    private static String paid() {
        return sample("saleUpdated-paid");
    }

    private static String sample(String name) {
        return new String(Samples.find("greenn", name).orElseThrow().body(), UTF_8);
    }
}
