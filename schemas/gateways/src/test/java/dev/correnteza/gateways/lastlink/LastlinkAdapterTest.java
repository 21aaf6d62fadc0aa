package dev.correnteza.gateways.lastlink;

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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LastlinkAdapterTest extends GatewayAdapterContract {
    private static final String TOKEN = "0197b1d2-0000-4000-8000-00000000abcd";

    private final LastlinkAdapter adapter = new LastlinkAdapter();

    LastlinkAdapterTest() {
        super(new LastlinkAdapter());
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return withEvent("Purchase_Almost_Confirmed").getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "Purchase_Order_Confirmed,payment.paid",
        "Recurrent_Payment,payment.paid",
        "Purchase_Request_Confirmed,payment.pending",
        "Purchase_Request_Expired,payment.expired",
        "Purchase_Request_Canceled,payment.canceled",
        "Refund_Requested,payment.refund_requested",
        "Payment_Refund,payment.refunded",
        "Payment_Chargeback,payment.charged_back",
        "Subscription_Renewal_Pending,subscription.past_due",
        "Subscription_Canceled,subscription.canceled",
        "Subscription_Expired,subscription.expired",
        "Abandoned_Cart,cart.abandoned",
        "Product_Access_Started,other",
        "Product_Access_Ended,other",
        "Subscription_Product_Acess,other",
        "Active_Member_Notification,other",
        "Refund_Period_Over,other"
    })
    void understandsEveryEventInAnyCase(String name, String type) {
        for (String written : List.of(name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT))) {
            PaymentEvent event = event(withEvent(written));

            assertThat(event.getType()).isEqualTo(type);
            assertThat(event.getAmountMinor() != null).isEqualTo(EventType.concernsPayment(type));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Purchase_Confirmed", "Payment_Refunded", "Subscription_Renewed", "Purchase Order Confirmed"})
    void guessesNoOtherName(String name) {
        assertThat(normalize(withEvent(name))).isEqualTo(new NotUnderstood(Reason.UNKNOWN_EVENT, name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Purchase_Order_Confirmed", "Payment_Refund", "Subscription_Canceled", "Never_Heard_Of"})
    void neverBooksATest(String name) {
        PaymentEvent event = event(withEvent(name).replace("\"IsTest\": false", "\"IsTest\": true"));

        assertThat(event.getType()).isEqualTo(EventType.OTHER);
        assertThat(event.getAmountMinor()).isNull();
        assertThat(event.getGatewayTransactionId()).isNull();
    }

    @Test
    void tellsOnePaidFactWhicheverNoticeTellsIt() {
        PaymentEvent first = event(confirmed());
        PaymentEvent again = event(withEvent("Recurrent_Payment")
                .replace("00000000-0000-4000-8000-000000000101", "00000000-0000-4000-8000-000000000199"));

        assertThat(again.getEventId()).isEqualTo(first.getEventId());
        assertThat(again.getGatewayEventId()).isNotEqualTo(first.getGatewayEventId());
    }

    @Test
    void tellsOneChargeOfASubscriptionFromTheNext() {
        PaymentEvent first = event(confirmed());
        PaymentEvent second = event(sample("Recurrent_Payment"));

        assertThat(second.getEventId()).isNotEqualTo(first.getEventId());
        assertThat(second.getSubscription().getId())
                .isEqualTo(first.getSubscription().getId());
        assertThat(first.getSubscription().getCycleNumber()).isEqualTo(1);
        assertThat(second.getSubscription().getCycleNumber()).isEqualTo(2);
    }

    @Test
    void tellsOfEachSubscriptionOfThePurchase() {
        String two = sample("Subscription_Canceled")
                .replace("\"Subscriptions\": [", "\"Subscriptions\": [{\"Id\":\"another\",\"ProductId\":\"p\"},");
        List<PaymentEvent> events = ((Understood) normalize(two)).events();

        assertThat(events).extracting(PaymentEvent::getEventId).hasSize(2).doesNotHaveDuplicates();
        assertThat(events)
                .allSatisfy(event -> assertThat(event.getGatewayTransactionId()).isNull());
        assertThat(normalize(sample("Subscription_Canceled").replace("\"Subscriptions\"", "\"x\"")))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "Data.Subscriptions"));
    }

    @Test
    void neverTakesThePaymentForTheTimeOfARefund() {
        String refunded = sample("Payment_Refund").replace("2026-03-10T17:32:11", "2026-03-12T12:00:00");

        assertThat(event(refunded).getOccurredAt()).isEqualTo(Instant.parse("2026-03-12T12:00:00Z"));
        assertThat(event(confirmed()).getOccurredAt()).isEqualTo(Instant.parse("2026-03-10T17:32:10Z"));
    }

    @ParameterizedTest
    @CsvSource({"2026-03-10T17:32:11", "2026-03-10T17:32:11Z", "2026-03-10T17:32:11.000Z", "2026-03-10T14:32:11-03:00"})
    void readsTimesWithoutAZoneAsUtc(String written) {
        assertThat(event(sample("Abandoned_Cart").replace("2026-03-10T17:32:11", written))
                        .getOccurredAt())
                .isEqualTo(Instant.parse("2026-03-10T17:32:11Z"));
    }

    @ParameterizedTest
    @CsvSource({"19.9,1990", "37.00,3700", "37,3700", "\"37.00\",3700", "0,0"})
    void readsDecimalsHoweverTheyAreWritten(String value, long minor) {
        assertThat(event(withValue(value)).getAmountMinor()).isEqualTo(minor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"19.905", "-1", "\"19,90\"", "\"many\"", "1e30", "[]", "{}", "null", "\"\""})
    void doesNotUnderstandAnAmountItCannotRead(String value) {
        assertThat(normalize(withValue(value)))
                .isEqualTo(new NotUnderstood(Reason.UNREADABLE_AMOUNT, "Data.Purchase.Price.Value"));
    }

    @Test
    void takesNoCurrencyForGranted() {
        assertThat(normalize(confirmed().replace("\"BRL\"", "\"XXX\"")))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_CURRENCY, "Data.Purchase.Price.Currency"));
        assertThat(normalize(confirmed().replace("\"BRL\"", "null")))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "Data.Purchase.Price.Currency"));
    }

    @ParameterizedTest
    @CsvSource({"credit_card,CREDIT_CARD", "pix,PIX", "bankslip,BOLETO", "barter,OTHER"})
    void readsPaymentMethods(String method, PaymentMethod expected) {
        assertThat(event(confirmed().replace("\"credit_card\"", "\"" + method + "\""))
                        .getMethod())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UtmContent", "UtmTerm", "UtmCampaign", "UtmMedium", "UtmSource"})
    void carriesOurTokensBackFromTheCheckoutParameters(String carrier) {
        String field = "(\"" + carrier + "\"\\s*:\\s*)\"[^\"]*\"";

        assertThat(event(confirmed().replaceAll(field, "$1\"" + TOKEN + "\"")).getWebhookToken())
                .isEqualTo(TOKEN);
        assertThat(event(confirmed().replaceAll(field, "$1\"ctk_0123456789abcdefghij\""))
                        .getTrackingToken())
                .isEqualTo("ctk_0123456789abcdefghij");
    }

    @Test
    void belongsToNobodyWithoutAPaymentId() {
        assertThat(normalize(confirmed().replace("\"PaymentId\"", "\"x\"")))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "Data.Purchase.PaymentId"));
    }

    private PaymentEvent event(String body) {
        Normalization normalization = normalize(body);
        assertThat(normalization).isInstanceOf(Understood.class);
        return ((Understood) normalization).events().getFirst();
    }

    private Normalization normalize(String body) {
        return adapter.normalize(new VerifiedWebhook(received(Map.of(), body.getBytes(UTF_8)), RECEIVED_AT));
    }

    private static String withValue(String value) {
        return confirmed().replace("\"Value\": 19.9", "\"Value\": " + value);
    }

    private static String withEvent(String name) {
        return confirmed().replace("Purchase_Order_Confirmed", name);
    }

    private static String confirmed() {
        return sample("Purchase_Order_Confirmed");
    }

    private static String sample(String name) {
        return new String(Samples.find("lastlink", name).orElseThrow().body(), UTF_8);
    }
}
