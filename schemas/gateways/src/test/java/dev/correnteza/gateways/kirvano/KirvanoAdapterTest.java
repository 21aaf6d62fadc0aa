package dev.correnteza.gateways.kirvano;

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
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.Understood;
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

class KirvanoAdapterTest extends GatewayAdapterContract {
    private static final String TOKEN = "0197b1d2-0000-4000-8000-00000000abcd";

    private final KirvanoAdapter adapter = new KirvanoAdapter();

    KirvanoAdapterTest() {
        super(new KirvanoAdapter());
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return withWords("SALE_APPROVED", "ALMOST_APPROVED").getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "SALE_APPROVED,APPROVED,payment.paid",
        "SALE_REFUSED,REFUSED,payment.refused",
        "SALE_REFUNDED,REFUNDED,payment.refunded",
        "SALE_CHARGEBACK,CHARGEBACK,payment.charged_back",
        "PIX_GENERATED,PENDING,payment.pending",
        "BANK_SLIP_GENERATED,PENDING,payment.pending",
        "PICPAY_GENERATED,PENDING,payment.pending",
        "PIX_EXPIRED,CANCELED,payment.expired",
        "BANK_SLIP_EXPIRED,CANCELED,payment.expired",
        "PICPAY_EXPIRED,CANCELED,payment.expired",
        "SUBSCRIPTION_CANCELED,CANCELED,subscription.canceled",
        "SUBSCRIPTION_EXPIRED,REFUSED,subscription.past_due",
        "SUBSCRIPTION_OVERDUE,REFUSED,subscription.past_due",
        "ABANDONED_CART,ABANDONED_CART,cart.abandoned",
        "ABANDONED_CART,ABANDONED,cart.abandoned"
    })
    void understandsEveryEvent(String event, String status, String type) {
        assertThat(events(withWords(event, status))).singleElement().satisfies(told -> {
            assertThat(told.getType()).isEqualTo(type);
            assertThat(told.getAmountMinor() != null).isEqualTo(EventType.concernsPayment(type));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"PENDING", "REFUSED", "REFUNDED", "CANCELED", "ABANDONED_CART", "approved", "PAID"})
    void bringsNoMoneyInUnderAnotherStatus(String status) {
        for (String event : List.of("SALE_APPROVED", "SUBSCRIPTION_RENEWED")) {
            assertThat(normalize(withWords(event, status)))
                    .isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, event + "/" + status));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SALE_SETTLED", "PIX_PAID", "sale_approved", "SUBSCRIPTION_STARTED"})
    void doesNotUnderstandAnEventItDoesNotKnow(String event) {
        assertThat(normalize(withWords(event, "APPROVED"))).isEqualTo(new NotUnderstood(Reason.UNKNOWN_EVENT, event));
        assertThat(normalize(withWords("PIX_EXPIRED", "LAPSED")))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, "PIX_EXPIRED/LAPSED"));
    }

    @Test
    void tellsARenewalAndItsMoneyOnce() {
        List<PaymentEvent> renewed = events(sample("SUBSCRIPTION_RENEWED"));
        PaymentEvent approved = event(sample("SUBSCRIPTION_RENEWED").replace("SUBSCRIPTION_RENEWED", "SALE_APPROVED"));

        assertThat(renewed)
                .extracting(PaymentEvent::getType)
                .containsExactly(EventType.PAYMENT_PAID, EventType.SUBSCRIPTION_RENEWED);
        assertThat(renewed.getLast().getAmountMinor()).isNull();
        assertThat(approved.getEventId()).isEqualTo(renewed.getFirst().getEventId());
        assertThat(event(sample("SUBSCRIPTION_RENEWED").replace("SALEEXMP07", "SALEEXMP77"))
                        .getEventId())
                .isNotEqualTo(approved.getEventId());
    }

    @Test
    void tellsAResentPixOnce() {
        String resent = sample("PIX_GENERATED").replace("2026-03-10 14:31:58", "2026-03-10 15:00:00");

        assertThat(event(resent).getEventId())
                .isEqualTo(event(sample("PIX_GENERATED")).getEventId());
        assertThat(event(sample("PIX_EXPIRED")).getGatewayTransactionId()).isEqualTo("SALEEXMP04");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "R$ 169,80;16980",
                "R$169,80;16980",
                "169,80;16980",
                "R$\u00a0169,80;16980",
                "R$\u202f1.216,80;121680",
                "R$ 1.234.567,89;123456789",
                "R$ 1216,80;121680",
                "R$ 0,00;0"
            })
    void readsPricesWrittenForPeople(String price, long minor) {
        assertThat(event(withTotal("\"" + price + "\"")).getAmountMinor()).isEqualTo(minor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"R$ 169\"",
                "\"R$ 169,8\"",
                "\"R$ 169,800\"",
                "\"R$ 169.80\"",
                "\"R$ 1,216.80\"",
                "\"R$ 12.16,80\"",
                "\"R$ -169,80\"",
                "\"US$ 169,80\"",
                "\"R$ cento\"",
                "\"R$ 999.999.999.999.999.999.999,00\"",
                "169.80",
                "null",
                "\"\"",
                "{}"
            })
    void doesNotUnderstandAPriceItCannotRead(String price) {
        assertThat(normalize(withTotal(price))).isEqualTo(new NotUnderstood(Reason.UNREADABLE_AMOUNT, "total_price"));
    }

    @Test
    void checksTheTotalAgainstTheNumberWhereThereIsOne() {
        String captured = sample("SALE_APPROVED-captured_keys");

        assertThat(event(captured).getAmountMinor()).isEqualTo(121_680L);
        assertThat(normalize(captured.replace("\"total_value\": 1216.8", "\"total_value\": 1216.81")))
                .isEqualTo(new NotUnderstood(Reason.UNREADABLE_AMOUNT, "fiscal.total_value"));
    }

    @Test
    void addsNoBumpToATotalThatHoldsIt() {
        PaymentEvent event = event(sample("SALE_APPROVED-order_bump"));

        assertThat(event.getAmountMinor()).isEqualTo(121_680L);
        assertThat(event.getItems()).hasSize(2);
    }

    @Test
    void readsLocalTimesOfSaoPaulo() {
        assertThat(event(sample("SALE_APPROVED")).getOccurredAt()).isEqualTo(Instant.parse("2026-03-10T17:32:11Z"));
        assertThat(event(sample("SALE_REFUNDED")).getOccurredAt()).isEqualTo(Instant.parse("2026-03-10T17:31:58Z"));
        assertThat(event(sample("SALE_APPROVED").replace("2026-03-10 14:32:11", "2018-12-10 14:32:11"))
                        .getOccurredAt())
                .isEqualTo(Instant.parse("2018-12-10T16:32:11Z"));
    }

    @Test
    void takesAnAddressOfNullsAndBlankParametersForAbsent() {
        PaymentEvent event = event(sample("SALE_APPROVED-captured_keys"));

        assertThat(event.getCustomer().getAddress()).isNull();
        assertThat(event.getAttribution().getUtmTerm()).isNull();
        assertThat(event.getAttribution().getFbclid()).isEqualTo("CLICKEXEMPLO");
    }

    @Test
    void belongsToNobodyWithoutAnId() {
        assertThat(normalize(sample("SALE_APPROVED").replace("\"sale_id\"", "\"x\"")))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "sale_id"));
        assertThat(normalize(sample("ABANDONED_CART").replace("\"checkout_id\"", "\"x\"")))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "checkout_id"));
    }

    @ParameterizedTest
    @CsvSource({"CREDIT_CARD,CREDIT_CARD", "PIX,PIX", "BANK_SLIP,BOLETO", "PICPAY,WALLET", "BARTER,OTHER"})
    void readsPaymentMethods(String method, PaymentMethod expected) {
        assertThat(event(sample("SALE_APPROVED").replace("\"CREDIT_CARD\"", "\"" + method + "\""))
                        .getMethod())
                .isEqualTo(expected);
    }

    @Test
    void isMovedByNoTokenOfTheRequest() {
        var secrets = new AccountSecrets(List.of(new SigningSecret("secret", Instant.EPOCH, null)));
        var webhook = received(
                Map.of("x-kirvano-token", "wrong"),
                sample("SALE_APPROVED")
                        .replaceFirst("\\{", "{\"token\":\"wrong\",")
                        .getBytes(UTF_8));

        assertThat(adapter.verify(webhook, secrets, RECEIVED_AT)).isInstanceOf(Verified.class);
        assertThat(adapter.normalize(new VerifiedWebhook(webhook, RECEIVED_AT))).isInstanceOf(Understood.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"src", "sck", "utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term"})
    void carriesOurTokensBackFromTheCheckoutParameters(String carrier) {
        String field = "(\"" + carrier + "\": )\"[^\"]*\"";
        String body = sample("SALE_APPROVED-captured_keys");
        PaymentEvent webhook = event(body.replaceFirst(field, "$1\"" + TOKEN + "\""));
        PaymentEvent tracking = event(body.replaceFirst(field, "$1\"ctk_0123456789abcdefghij\""));

        assertThat(webhook.getWebhookToken()).isEqualTo(TOKEN);
        assertThat(tracking.getTrackingToken()).isEqualTo("ctk_0123456789abcdefghij");
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

    private static String withWords(String event, String status) {
        return sample("SALE_APPROVED")
                .replace("\"SALE_APPROVED\"", "\"" + event + "\"")
                .replace("\"APPROVED\"", "\"" + status + "\"");
    }

    private static String withTotal(String price) {
        return sample("SALE_APPROVED").replace("\"total_price\": \"R$ 169,80\"", "\"total_price\": " + price);
    }

    private static String sample(String name) {
        return new String(Samples.find("kirvano", name).orElseThrow().body(), UTF_8);
    }
}
