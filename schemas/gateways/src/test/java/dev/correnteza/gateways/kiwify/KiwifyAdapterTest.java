package dev.correnteza.gateways.kiwify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.DocumentType;
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

class KiwifyAdapterTest extends GatewayAdapterContract {
    private static final String TOKEN = "0197b1d2-0000-4000-8000-00000000abcd";
    // The signatures below were made with Python's hmac.
    private static final String PLAIN = "{\"order_id\":\"1\",\"order_status\":\"paid\"}";
    private static final String PLAIN_SIGNATURE = "7511e0482383bf5843a268e5cc47077ebf4b8b0c";
    private static final String WRAPPED =
            "{ \"order\": { \"order_id\": \"1\", \"order_status\": \"paid\", \"name\": \"São\" } }";
    private static final String WRAPPED_SIGNATURE = "eb68bcff48e9401d1efbba106d0c35900af46029";
    private static final String INNER_SIGNATURE = "f4507315f747a9d5e47014946cd680157bb72d2b";

    private final KiwifyAdapter adapter = new KiwifyAdapter();

    KiwifyAdapterTest() {
        super(new KiwifyAdapter());
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return withWords("order_approved", "almost_paid").getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "order_approved,paid,payment.paid",
        "order_rejected,refused,payment.refused",
        "order_refunded,refunded,payment.refunded",
        "chargeback,chargedback,payment.charged_back",
        "chargeback,chargeback,payment.charged_back",
        "pix_created,waiting_payment,payment.pending",
        "billet_created,waiting_payment,payment.pending"
    })
    void understandsEveryEventOfAnOrder(String event, String status, String type) {
        assertThat(events(withWords(event, status)))
                .singleElement()
                .satisfies(told -> assertThat(told.getType()).isEqualTo(type));
    }

    @ParameterizedTest
    @CsvSource({
        "subscription_late,refused,subscription.past_due",
        "subscription_late,waiting_payment,subscription.past_due",
        "subscription_canceled,paid,subscription.canceled",
        "subscription_canceled,refused,subscription.canceled",
        "subscription_canceled,waiting_payment,subscription.canceled",
        "subscription_canceled,refunded,subscription.canceled",
        "subscription_canceled,chargedback,subscription.canceled"
    })
    void booksNoMoneyForTheStateOfASubscription(String event, String status, String type) {
        assertThat(events(renewed(event, status))).singleElement().satisfies(told -> {
            assertThat(told.getType()).isEqualTo(type);
            assertThat(told.getAmountMinor()).isNull();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "order_approved,waiting_payment",
        "order_approved,refused",
        "order_rejected,paid",
        "order_refunded,paid",
        "order_refunded,refund_requested",
        "chargeback,paid",
        "pix_created,paid",
        "subscription_late,paid",
        "subscription_renewed,refused",
        "subscription_canceled,active",
        "subscription_paused,paid",
        "order_updated,paid",
        "ORDER_APPROVED,paid"
    })
    void doesNotUnderstandWordsThatDoNotBelongTogether(String event, String status) {
        assertThat(normalize(renewed(event, status)))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, event + "/" + status));
    }

    @Test
    void tellsARenewalOnceWhicheverOfItsTwoWebhooksComes() {
        List<PaymentEvent> approved = events(renewed("order_approved", "paid"));
        List<PaymentEvent> renewed = events(sample("subscription_renewed"));

        assertThat(approved)
                .extracting(PaymentEvent::getType)
                .containsExactly(EventType.PAYMENT_PAID, EventType.SUBSCRIPTION_RENEWED);
        assertThat(renewed)
                .extracting(PaymentEvent::getEventId)
                .isEqualTo(approved.stream().map(PaymentEvent::getEventId).toList());
        assertThat(renewed.getFirst().getSubscription().getCycleNumber()).isEqualTo(2);
    }

    @Test
    void startsASubscriptionWithItsFirstChargeOnly() {
        List<PaymentEvent> first = events(sample("order_approved-subscription_started"));
        List<PaymentEvent> untold =
                events(sample("order_approved-subscription_started").replace("\"completed\"", "\"x\""));

        assertThat(first)
                .extracting(PaymentEvent::getType)
                .containsExactly(EventType.PAYMENT_PAID, EventType.SUBSCRIPTION_STARTED);
        assertThat(first.getLast().getAmountMinor()).isNull();
        assertThat(untold).extracting(PaymentEvent::getType).containsExactly(EventType.PAYMENT_PAID);
        assertThat(first.getFirst().getEventId())
                .isNotEqualTo(events(sample("subscription_renewed")).getFirst().getEventId());
    }

    @Test
    void tellsOneLateChargeFromTheNext() {
        PaymentEvent late = event(sample("subscription_late"));
        PaymentEvent again = event(sample("subscription_late").replace("2026-05-10 14:32", "2026-05-12 09:00"));
        PaymentEvent next = event(sample("subscription_late").replaceFirst("000000000108", "000000000109"));

        assertThat(again.getEventId()).isEqualTo(late.getEventId());
        assertThat(next.getEventId()).isNotEqualTo(late.getEventId());
    }

    @Test
    void readsTheOrderInsideAnOrder() {
        PaymentEvent wrapped = event("{\"order_id\":\"forged\",\"order\":" + approved() + "}");

        assertThat(wrapped.getEventId()).isEqualTo(event(approved()).getEventId());
        assertThat(wrapped.getAmountMinor()).isEqualTo(19_700L);
    }

    @Test
    void acceptsTheSignatureOfTheBodyAndOfTheOrderInside() {
        assertThat(verify(Map.of("signature", PLAIN_SIGNATURE), PLAIN)).isInstanceOf(Verified.class);
        assertThat(verify(Map.of("signature", WRAPPED_SIGNATURE), WRAPPED)).isInstanceOf(Verified.class);
        assertThat(verify(Map.of("signature", INNER_SIGNATURE), WRAPPED)).isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"paid", "order_id", "São"})
    void refusesAnOrderInsideThatWasChanged(String changed) {
        assertThat(verify(Map.of("signature", INNER_SIGNATURE), WRAPPED.replace(changed, "x")))
                .isEqualTo(new Rejected(Rejection.PROOF_WRONG));
    }

    @Test
    void refusesEverythingElse() {
        assertThat(verify(Map.of(), PLAIN)).isEqualTo(new Rejected(Rejection.PROOF_MISSING));
        assertThat(verify(Map.of("signature", PLAIN_SIGNATURE.toUpperCase(java.util.Locale.ROOT)), PLAIN))
                .isEqualTo(new Rejected(Rejection.PROOF_WRONG));
        assertThat(verify(Map.of("signature", PLAIN_SIGNATURE), "{\"order\":")).isInstanceOf(Rejected.class);
        var byHeader = received(Map.of("X-Kiwify-Signature", PLAIN_SIGNATURE), PLAIN.getBytes(UTF_8));
        assertThat(adapter.verify(byHeader, secret(), RECEIVED_AT)).isEqualTo(new Rejected(Rejection.PROOF_MISSING));
    }

    @ParameterizedTest
    @CsvSource({
        "order_approved,2026-03-10T14:32:00Z",
        "order_refunded,2026-03-12T09:10:00Z",
        "chargeback,2026-04-20T09:10:00Z",
        "pix_created,2026-03-10T14:31:00Z",
        "subscription_canceled,2026-05-20T10:00:00Z",
        "abandoned_cart,2026-03-10T14:31:58Z"
    })
    void givesEveryFactItsOwnTimeInUtc(String sample, Instant at) {
        assertThat(event(sample(sample)).getOccurredAt()).isEqualTo(at);
    }

    @Test
    void readsTimesWithSecondsAndRefundsWithoutApproval() {
        assertThat(event(approved().replace("\"2026-03-10 14:32\"", "\"2026-03-10 14:32:11\""))
                        .getOccurredAt())
                .isEqualTo(Instant.parse("2026-03-10T14:32:11Z"));
        assertThat(event(sample("order_refunded").replaceFirst("(\"approved_date\": )\"[^\"]*\"", "$1null"))
                        .getOccurredAt())
                .isEqualTo(Instant.parse("2026-03-12T09:10:00Z"));
        assertThat(normalize(approved().replace("2026-03-10 14:32", "10/03/2026 14:32")))
                .isEqualTo(new NotUnderstood(Reason.UNREADABLE_TIME, "approved_date"));
    }

    @ParameterizedTest
    @CsvSource({"19700,19700", "\"19700\",19700", "1.97e4,19700", "19700.00,19700", "0,0"})
    void readsCentavos(String amount, long minor) {
        assertThat(event(withAmount(amount)).getAmountMinor()).isEqualTo(minor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"197.5", "-1", "\"many\"", "1e30", "[]", "{}", "null", "\"\"", "\"197,00\""})
    void doesNotUnderstandAnAmountItCannotRead(String amount) {
        assertThat(normalize(withAmount(amount)))
                .isEqualTo(new NotUnderstood(Reason.UNREADABLE_AMOUNT, "Commissions.charge_amount"));
    }

    @Test
    void readsTheCurrencyOfTheSale() {
        String euros = approved().replace("\"currency\": \"BRL\"", "\"currency\": \"EUR\"");

        assertThat(event(euros).getCurrency()).isEqualTo("EUR");
        assertThat(event(euros).getFeeAmountMinor()).isNull();
        assertThat(normalize(approved().replace("\"currency\": \"BRL\"", "\"currency\": \"XXX\"")))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_CURRENCY, "Commissions.currency"));
    }

    @Test
    void readsACompanyByItsOwnKey() {
        var company = event(sample("order_approved-wrapped")).getCustomer();

        assertThat(company.getDocument()).isEqualTo("11222333000181");
        assertThat(company.getDocumentType()).isEqualTo(DocumentType.CNPJ);
    }

    @ParameterizedTest
    @ValueSource(strings = {"order_approved", "subscription_renewed", "order_refunded", "abandoned_cart"})
    void neverBooksAPanelTest(String sample) {
        String body = sample(sample).replaceFirst("comprador[0-9]+@example.com", "johndoe@example.com");

        assertThat(events(body)).singleElement().satisfies(event -> {
            assertThat(event.getType()).isEqualTo(EventType.OTHER);
            assertThat(event.getAmountMinor()).isNull();
        });
    }

    @Test
    void belongsToNobodyWithoutAnId() {
        assertThat(normalize(approved().replaceFirst("\"order_id\"", "\"x\"")))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "order_id"));
        assertThat(normalize(approved().replace("order_approved", "subscription_canceled")))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "Subscription.id"));
        assertThat(normalize("{\"status\":\"paid\"}"))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "webhook_event_type"));
    }

    @ParameterizedTest
    @CsvSource({"credit_card,CREDIT_CARD", "pix,PIX", "boleto,BOLETO", "barter,OTHER"})
    void readsPaymentMethods(String method, PaymentMethod expected) {
        assertThat(event(approved()
                                .replace(
                                        "\"payment_method\": \"credit_card\"",
                                        "\"payment_method\": \"" + method + "\""))
                        .getMethod())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s1",
                "s2",
                "s3",
                "src",
                "sck",
                "utm_source",
                "utm_medium",
                "utm_campaign",
                "utm_content",
                "utm_term"
            })
    void carriesOurTokensBackFromTheCheckoutParameters(String carrier) {
        String field = "(\"" + carrier + "\": )(null|\"[^\"]*\")";
        PaymentEvent webhook = event(approved().replaceFirst(field, "$1\"" + TOKEN + "\""));
        PaymentEvent tracking = event(approved().replaceFirst(field, "$1\"ctk_0123456789abcdefghij\""));

        assertThat(webhook.getWebhookToken()).isEqualTo(TOKEN);
        assertThat(tracking.getTrackingToken()).isEqualTo("ctk_0123456789abcdefghij");
        assertThat(webhook.getExternalReference()).isEqualTo(carrier.equals("s1") ? null : "wt_0000000000000001");
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

    private Verification verify(Map<String, String> query, String body) {
        return adapter.verify(received(Map.of(), query, body.getBytes(UTF_8)), secret(), RECEIVED_AT);
    }

    private static AccountSecrets secret() {
        return new AccountSecrets(List.of(new SigningSecret("kiwify-token", Instant.EPOCH, null)));
    }

    private static String renewed(String event, String status) {
        return sample("subscription_renewed")
                .replace("\"subscription_renewed\"", "\"" + event + "\"")
                .replace("\"order_status\": \"paid\"", "\"order_status\": \"" + status + "\"");
    }

    private static String withWords(String event, String status) {
        return approved()
                .replace("\"order_approved\"", "\"" + event + "\"")
                .replace("\"order_status\": \"paid\"", "\"order_status\": \"" + status + "\"");
    }

    private static String withAmount(String amount) {
        return approved().replaceFirst("(\"charge_amount\": )19700", "$1" + amount);
    }

    private static String approved() {
        return sample("order_approved");
    }

    private static String sample(String name) {
        return new String(Samples.find("kiwify", name).orElseThrow().body(), UTF_8);
    }
}
