package dev.correnteza.gateways.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.PaymentEvent;
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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StripeAdapterTest extends GatewayAdapterContract {
    private static final String INTENT = "pi_EXAMPLE0000000000000001";
    private static final String TOKEN = "0197b1d2-0000-4000-8000-00000000abcd";

    private final StripeAdapter adapter = new StripeAdapter();

    StripeAdapterTest() {
        super(new StripeAdapter());
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return sample("payment_intent.succeeded-pix")
                .replace("\"succeeded\"", "\"almost_succeeded\"")
                .getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "payment_intent.created,requires_payment_method,payment.created",
        "payment_intent.created,requires_confirmation,payment.created",
        "payment_intent.requires_action,requires_action,payment.pending",
        "payment_intent.processing,processing,payment.pending",
        "payment_intent.amount_capturable_updated,requires_capture,payment.authorized",
        "payment_intent.succeeded,succeeded,payment.paid",
        "payment_intent.payment_failed,requires_payment_method,payment.refused",
        "payment_intent.canceled,canceled,payment.canceled"
    })
    void understandsEveryStatusOfAnIntent(String type, String status, String expected) {
        String body = sample("payment_intent.succeeded-pix")
                .replace("\"payment_intent.succeeded\"", "\"" + type + "\"")
                .replace("\"succeeded\"", "\"" + status + "\"");

        assertThat(event(body).getType()).isEqualTo(expected);
        assertThat(event(body).getGatewayTransactionId()).isEqualTo(INTENT);
    }

    @ParameterizedTest
    @CsvSource({
        "payment_intent.succeeded,requires_capture",
        "payment_intent.succeeded,processing",
        "payment_intent.canceled,succeeded",
        "payment_intent.exploded,succeeded"
    })
    void understandsNoStatusUnderAnEventThatDoesNotSayIt(String type, String status) {
        String body = sample("payment_intent.succeeded-pix")
                .replace("\"payment_intent.succeeded\"", "\"" + type + "\"")
                .replace("\"succeeded\"", "\"" + status + "\"");

        assertThat(normalize(body)).isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, type + "/" + status));
    }

    @Test
    void doesNotUnderstandAnEventOfAFamilyItDoesNotKnow() {
        assertThat(normalize(sample("customer.created").replace("customer.created", "wallet.emptied")))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_EVENT, "wallet.emptied"));
    }

    @Test
    void tellsAnExpiredPixFromARefusedCard() {
        String expired = sample("payment_intent.payment_failed")
                .replace("card_declined", "payment_intent_payment_attempt_expired");

        assertThat(event(expired).getType()).isEqualTo(EventType.PAYMENT_EXPIRED);
    }

    @Test
    void tellsOnePaidFactByIntentChargeSessionAndInvoice() {
        PaymentEvent intent = event(sample("payment_intent.succeeded-pix"));
        List<PaymentEvent> others = List.of(
                event(sample("charge.succeeded")),
                event(sample("charge.succeeded").replace("charge.succeeded", "charge.captured")),
                event(sample("checkout.session.completed")),
                event(sample("checkout.session.async_payment_succeeded")),
                event(sample("invoice.paid-renewal")),
                event(sample("invoice.paid-renewal").replace("invoice.paid", "invoice.payment_succeeded")));

        assertThat(intent.getType()).isEqualTo(EventType.PAYMENT_PAID);
        assertThat(others).allSatisfy(event -> {
            assertThat(event.getType()).isEqualTo(EventType.PAYMENT_PAID);
            assertThat(event.getEventId()).isEqualTo(intent.getEventId());
            assertThat(event.getGatewayTransactionId()).isEqualTo(INTENT);
        });
    }

    @Test
    void takesAnUnpaidSessionForNoSale() {
        assertThat(event(sample("checkout.session.completed-boleto")).getType()).isEqualTo(EventType.PAYMENT_PENDING);
        assertThat(event(sample("checkout.session.completed-boleto").replace("\"payment\"", "\"subscription\""))
                        .getType())
                .isEqualTo(EventType.PAYMENT_PENDING);
    }

    @Test
    void leavesASessionOfASubscriptionToItsInvoice() {
        String body = sample("checkout.session.completed")
                .replace("\"payment_intent\": \"" + INTENT + "\"", "\"payment_intent\": null")
                .replace("\"mode\": \"payment\"", "\"mode\": \"subscription\"");

        assertThat(event(body).getType()).isEqualTo(EventType.OTHER);
        assertThat(event(body).getWebhookToken()).isEqualTo(TOKEN);
    }

    @Test
    void booksAFreeSessionAsASaleOfNothing() {
        String body = sample("checkout.session.completed")
                .replace("\"payment_intent\": \"" + INTENT + "\"", "\"payment_intent\": null")
                .replace("\"amount_total\": 1990", "\"amount_total\": 0")
                .replace("\"paid\"", "\"no_payment_required\"");

        assertThat(event(body).getType()).isEqualTo(EventType.PAYMENT_PAID);
        assertThat(event(body).getAmountMinor()).isZero();
    }

    @Test
    void doesNotBookAnAuthorizationAsASale() {
        String authorized = sample("charge.succeeded").replace("\"captured\": true", "\"captured\": false");
        String released = sample("charge.refunded").replace("\"captured\": true", "\"captured\": false");

        assertThat(event(authorized).getType()).isEqualTo(EventType.PAYMENT_AUTHORIZED);
        assertThat(event(released).getType()).isEqualTo(EventType.PAYMENT_CANCELED);
    }

    @Test
    void tellsWhatWasCapturedWhereItIsLessThanWhatWasAsked() {
        String intent =
                sample("payment_intent.succeeded-pix").replace("\"amount_received\": 1990", "\"amount_received\": 990");
        String charge = sample("charge.succeeded").replace("\"amount_captured\": 1990", "\"amount_captured\": 990");

        assertThat(event(intent).getAmountMinor()).isEqualTo(990L);
        assertThat(event(charge).getAmountMinor()).isEqualTo(990L);
    }

    @Test
    void tellsOnePartialRefundFromTheNextAndWhatEachReturned() {
        String second = sample("charge.refunded-partial");
        String first = second.replace("\"amount_refunded\": 500", "\"amount_refunded\": 0")
                .replace("\"amount_refunded\": 700", "\"amount_refunded\": 500");
        String unknown = second.replace("previous_attributes", "x");

        assertThat(event(first).getRefundedAmountMinor()).isEqualTo(500L);
        assertThat(event(second).getRefundedAmountMinor()).isEqualTo(200L);
        assertThat(event(unknown).getRefundedAmountMinor()).isNull();
        assertThat(event(first).getEventId()).isNotEqualTo(event(second).getEventId());
        assertThat(event(unknown).getEventId()).isEqualTo(event(second).getEventId());
        assertThat(event(sample("charge.refunded")).getType()).isEqualTo(EventType.PAYMENT_REFUNDED);
    }

    @ParameterizedTest
    @CsvSource({
        "brl,1990,1990,BRL",
        "usd,1990,1990,USD",
        "jpy,1990,1990,JPY",
        "clp,1990,1990,CLP",
        "mga,5,500,MGA",
        "isk,10000,100,ISK",
        "ugx,10000,100,UGX",
        "huf,1990,1990,HUF",
        "twd,1990,1990,TWD",
        "kwd,19900,19900,KWD",
        "brl,5e1,50,BRL"
    })
    void countsMinorUnitsAsStripeDoes(String currency, String amount, long minor, String code) {
        PaymentEvent event = event(withAmount(currency, amount));

        assertThat(event.getAmountMinor()).isEqualTo(minor);
        assertThat(event.getCurrency()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"isk,150", "ugx,1", "brl,10.5", "brl,-1", "brl,\"many\"", "brl,1e30", "brl,[]", "brl,\"\""})
    void doesNotUnderstandAnAmountThatCannotBe(String currency, String amount) {
        assertThat(normalize(withAmount(currency, amount)))
                .isEqualTo(new NotUnderstood(Reason.UNREADABLE_AMOUNT, "data.object.amount_received"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xxx", "btc", "iqd", "clf", "uyi"})
    void doesNotUnderstandACurrencyThatStripeDoesNotCount(String currency) {
        assertThat(normalize(withAmount(currency, "100")))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_CURRENCY, "data.object.currency"));
    }

    @Test
    void doesNotUnderstandAPaidIntentWithoutAnAmount() {
        String body = sample("payment_intent.succeeded-pix").replace("\"amount", "\"x_amount");

        assertThat(normalize(body)).isEqualTo(new NotUnderstood(Reason.UNREADABLE_AMOUNT, "data.object.amount"));
    }

    @Test
    void takesTheTimeOfTheEventNotOfTheObject() {
        assertThat(event(sample("charge.succeeded")).getOccurredAt()).isEqualTo(Instant.ofEpochSecond(1_767_229_200));
    }

    @ParameterizedTest
    @CsvSource({
        "charge.dispute.created,needs_response,payment.disputed",
        "charge.dispute.created,warning_needs_response,payment.disputed",
        "charge.dispute.closed,won,payment.chargeback_reversed",
        "charge.dispute.closed,warning_closed,payment.chargeback_reversed",
        "charge.dispute.closed,lost,payment.charged_back",
        "charge.dispute.updated,under_review,other",
        "charge.dispute.funds_withdrawn,needs_response,other"
    })
    void understandsEveryVerdict(String type, String status, String expected) {
        String body = sample("charge.dispute.created")
                .replace("charge.dispute.created", type)
                .replace("needs_response", status);

        assertThat(event(body).getType()).isEqualTo(expected);
    }

    @Test
    void tellsRenewalsApartAndBooksNoneTwice() {
        List<PaymentEvent> old = events(sample("invoice.paid-renewal"));
        List<PaymentEvent> newer = events(sample("invoice.paid-renewal-2025_api"));
        List<PaymentEvent> next = events(
                sample("invoice.paid-renewal").replace("in_EXAMPLE0000000000000001", "in_EXAMPLE0000000000000002"));

        assertThat(old).extracting(PaymentEvent::getType).containsExactly("payment.paid", "subscription.renewed");
        assertThat(newer).extracting(PaymentEvent::getType).containsExactly("subscription.renewed");
        assertThat(newer.getFirst().getEventId()).isEqualTo(old.getLast().getEventId());
        assertThat(next.getLast().getEventId()).isNotEqualTo(old.getLast().getEventId());
    }

    @Test
    void tellsOneStartAndOneLapseOfASubscriptionByInvoiceAndSubscription() {
        PaymentEvent started = events(sample("invoice.paid-first")).getLast();
        PaymentEvent lapsed = event(sample("invoice.payment_failed"));

        assertThat(started.getType()).isEqualTo(EventType.SUBSCRIPTION_STARTED);
        assertThat(event(sample("customer.subscription.created")).getEventId()).isEqualTo(started.getEventId());
        assertThat(lapsed.getType()).isEqualTo(EventType.SUBSCRIPTION_PAST_DUE);
        assertThat(event(sample("customer.subscription.updated-past_due")).getEventId())
                .isEqualTo(lapsed.getEventId());
    }

    @ParameterizedTest
    @CsvSource({
        "active,active,other",
        "active,past_due,subscription.resumed",
        "active,incomplete,subscription.started",
        "active,trialing,other",
        "past_due,active,subscription.past_due",
        "unpaid,past_due,subscription.past_due",
        "canceled,active,subscription.canceled",
        "incomplete_expired,incomplete,subscription.expired"
    })
    void readsWhatASubscriptionBecame(String status, String before, String expected) {
        String body = sample("customer.subscription.updated-past_due")
                .replace("\"past_due\"", "\"@\"")
                .replace("\"active\"", "\"" + before + "\"")
                .replace("\"@\"", "\"" + status + "\"");

        assertThat(event(body).getType()).isEqualTo(expected);
    }

    @Test
    void neverTakesMoneyLeavingForASale() {
        PaymentEvent payout = event(sample("payout.paid"));

        assertThat(payout.getType()).isEqualTo(EventType.PAYOUT_PAID);
        assertThat(payout.getGatewayTransactionId()).isNull();
    }

    @Test
    void carriesOurTokensBackInMetadataAndInTheReferenceOfASession() {
        assertThat(event(sample("payment_intent.succeeded-pix")).getWebhookToken())
                .isEqualTo(TOKEN);
        assertThat(event(sample("payment_intent.succeeded-pix")).getExternalReference())
                .isEqualTo("PEDIDO-0001");
        assertThat(event(sample("charge.succeeded")).getWebhookToken()).isEqualTo(TOKEN);
        assertThat(event(sample("checkout.session.completed")).getWebhookToken())
                .isEqualTo(TOKEN);
        assertThat(event(sample("checkout.session.completed")).getExternalReference())
                .isNull();
        assertThat(events(sample("invoice.paid-renewal-2025_api")).getFirst().getWebhookToken())
                .isEqualTo(TOKEN);
        assertThat(event(sample("checkout.session.completed").replace(TOKEN, "PEDIDO-2"))
                        .getExternalReference())
                .isEqualTo("PEDIDO-2");
    }

    @Test
    void readsAnIntentThatStandsInsideItsChargeWhole() {
        String body = sample("charge.succeeded").replace("\"" + INTENT + "\"", "{\"id\":\"" + INTENT + "\"}");

        assertThat(event(body).getGatewayTransactionId()).isEqualTo(INTENT);
        assertThat(event(sample("charge.succeeded").replace("\"payment_intent\"", "\"x\""))
                        .getGatewayTransactionId())
                .isEqualTo("ch_EXAMPLE0000000000000001");
    }

    private static String withAmount(String currency, String amount) {
        return sample("payment_intent.succeeded-pix")
                .replace("\"brl\"", "\"" + currency + "\"")
                .replace("\"amount_received\": 1990", "\"amount_received\": " + amount);
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
        return new String(Samples.find("stripe", name).orElseThrow().body(), UTF_8);
    }
}
