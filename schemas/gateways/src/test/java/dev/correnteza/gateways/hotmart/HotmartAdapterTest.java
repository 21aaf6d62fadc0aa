package dev.correnteza.gateways.hotmart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.type.EventType;
import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.AccountSecrets.SigningSecret;
import dev.correnteza.gateways.GatewayAdapterContract;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.simulator.webhook.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HotmartAdapterTest extends GatewayAdapterContract {
    private final HotmartAdapter adapter = new HotmartAdapter();

    HotmartAdapterTest() {
        super(new HotmartAdapter());
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return approved().replace("\"APPROVED\"", "\"ALMOST_APPROVED\"").getBytes(UTF_8);
    }

    @Test
    void refusesTheRightTokenInTheBodyOfVersion2() {
        String body = approved().replaceFirst("\\{", "{\"hottok\":\"right\",");

        assertThat(adapter.verify(received(Map.of(), body.getBytes(UTF_8)), secret("right"), RECEIVED_AT))
                .isEqualTo(new Rejected(Rejection.PROOF_MISSING));
        assertThat(adapter.verify(
                        received(Map.of("X-HOTMART-HOTTOK", "wrong"), body.getBytes(UTF_8)),
                        secret("right"),
                        RECEIVED_AT))
                .isEqualTo(new Rejected(Rejection.PROOF_WRONG));
    }

    @Test
    void tellsTheSamePaidFactFromApprovedCompleteAndHistory() {
        PaymentEvent approved = event(approved());
        PaymentEvent complete = event(
                approved().replace("PURCHASE_APPROVED", "PURCHASE_COMPLETE").replace("\"APPROVED\"", "\"COMPLETED\""));
        byte[] sale = """
                {"purchase":{"transaction":"HP1000000001","order_date":1745952557000,"approved_date":1745952627000,
                 "status":"COMPLETE","price":{"value":1497.0,"currency_code":"BRL"},"payment":{"type":"PIX"}},
                 "product":{"id":1000001},"buyer":{}}
                """.getBytes(UTF_8);
        PaymentEvent history = event(HotmartHistory.normalize(ACCOUNT, sale, RECEIVED_AT));

        assertThat(complete.getEventId()).isEqualTo(approved.getEventId()).isEqualTo(history.getEventId());
        assertThat(complete.getOccurredAt()).isEqualTo(approved.getOccurredAt()).isEqualTo(history.getOccurredAt());
        assertThat(history.getAmountMinor())
                .isEqualTo(approved.getAmountMinor())
                .isEqualTo(149_700L);
    }

    @Test
    void neverTakesTheApprovalForTheTimeOfARefund() {
        PaymentEvent refunded = event(
                approved().replace("PURCHASE_APPROVED", "PURCHASE_REFUNDED").replace("\"APPROVED\"", "\"REFUNDED\""));

        assertThat(refunded.getType()).isEqualTo(EventType.PAYMENT_REFUNDED);
        assertThat(refunded.getOccurredAt()).isEqualTo(Instant.ofEpochMilli(1745952631331L));
    }

    @ParameterizedTest
    @CsvSource({
        "PURCHASE_APPROVED,REFUNDED",
        "PURCHASE_REFUNDED,APPROVED",
        "PURCHASE_CANCELED,APPROVED",
        "PURCHASE_CHARGEBACK,DISPUTE",
        "PURCHASE_APPROVED,approved"
    })
    void doesNotUnderstandAStatusThatContradictsItsEvent(String event, String status) {
        String body = approved().replace("PURCHASE_APPROVED", event).replace("\"APPROVED\"", "\"" + status + "\"");

        assertThat(normalize(body)).isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, event + "/" + status));
    }

    @ParameterizedTest
    @CsvSource({"\"1497.005\"", "-1", "\"many\"", "1e30", "[]", "{}", "null", "\"\""})
    void doesNotUnderstandAPriceItCannotRead(String price) {
        String body = approved()
                .replaceAll(
                        "(\"full_price\"\\s*:\\s*\\{\\s*\"currency_value\"\\s*:\\s*\"BRL\"\\s*,\\s*\"value\"\\s*:\\s*)1497",
                        "$1" + java.util.regex.Matcher.quoteReplacement(price));

        assertThat(normalize(body))
                .isInstanceOfSatisfying(
                        NotUnderstood.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Reason.UNREADABLE_AMOUNT));
    }

    @Test
    void readsCurrenciesByTheirOwnDigits() {
        String body = approved()
                .replace("\"BRL\"", "\"CLP\"")
                .replace("111.78", "111")
                .replace("1385.22", "1386");

        assertThat(event(body).getAmountMinor()).isEqualTo(1_497L);
        assertThat(normalize(approved().replace("\"BRL\"", "\"XXX\"")))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_CURRENCY, "data.purchase.full_price.currency_value"));
    }

    @Test
    void carriesOurTokenBackFromTheCheckoutParameters() {
        String token = "0197b1d2-0000-4000-8000-00000000abcd";
        String body = approved()
                .replaceFirst(
                        "\"purchase\"\\s*:\\s*\\{",
                        "\"purchase\":{\"origin\":{\"src\":\"ctk_0123456789abcdefghij\",\"sck\":\"" + token
                                + "\",\"xcod\":\"ref-1\"},");

        PaymentEvent event = event(body);

        assertThat(event.getWebhookToken()).isEqualTo(token);
        assertThat(event.getTrackingToken()).isEqualTo("ctk_0123456789abcdefghij");
        assertThat(event.getExternalReference()).isEqualTo("ref-1");
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

    private static AccountSecrets secret(String value) {
        return new AccountSecrets(List.of(new SigningSecret(value, Instant.EPOCH, null)));
    }

    private static String approved() {
        return new String(
                Samples.find("hotmart", "purchase_approved-pix").orElseThrow().body(), UTF_8);
    }
}
