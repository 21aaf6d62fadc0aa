package dev.correnteza.gateways.pagbank;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.type.EventType;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.AccountSecrets.SigningSecret;
import dev.correnteza.gateways.GatewayAdapterContract;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Notified;
import dev.correnteza.gateways.Normalization.PartlyUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.Verification.Verified;
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.simulator.webhook.Samples;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagBankAdapterTest extends GatewayAdapterContract {
    private static final String TOKEN = "0197b1d2-0000-4000-8000-00000000abcd";
    private static final String HEADER = "x-authenticity-token";
    private static final AccountSecrets NONE = new AccountSecrets(List.of());

    private final PagBankAdapter adapter = new PagBankAdapter();

    PagBankAdapterTest() {
        super(new PagBankAdapter());
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return paid().replace("\"PAID\"", "\"ALMOST_PAID\"").getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "WAITING,0,0,payment.pending",
        "IN_ANALYSIS,0,0,payment.pending",
        "AUTHORIZED,0,0,payment.authorized",
        "DECLINED,0,0,payment.refused",
        "PAID,500,0,payment.paid",
        "PAID,500,1,payment.partially_refunded",
        "PAID,500,499,payment.partially_refunded",
        "PAID,500,500,payment.refunded",
        "CANCELED,500,500,payment.refunded",
        "CANCELED,500,200,payment.partially_refunded",
        "CANCELED,0,0,payment.canceled"
    })
    void understandsEveryStatusWithWhatWasPaidAndReturned(String status, long paid, long refunded, String type) {
        PaymentEvent event = event(charge(status, paid, refunded));

        assertThat(event.getType()).isEqualTo(type);
        assertThat(event.getAmountMinor()).isEqualTo(500L);
        assertThat(event.getRefundedAmountMinor()).isEqualTo(type.equals(EventType.PAYMENT_REFUNDED) ? 500L : null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"paid", "COMPLETED", "REFUNDED", "CHARGEBACK", "CANCELLED"})
    void takesNoOtherWordForAStatus(String status) {
        assertThat(normalize(charge(status, 500, 0))).isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, status));
    }

    @Test
    void cannotTellWhatACancellationOfSomethingPaidReturned() {
        String untold = charge("CANCELED", 500, 0).replace("\"summary\"", "\"x\"");

        assertThat(List.of(normalize(charge("CANCELED", 500, 0)), normalize(untold)))
                .containsOnly(new NotUnderstood(Reason.UNKNOWN_STATUS, "CANCELED, paid and not refunded"));
    }

    @Test
    void tellsEachPartialRefundByWhatIsReturnedSoFar() {
        PaymentEvent first = event(charge("PAID", 500, 100));
        PaymentEvent again = event(charge("PAID", 500, 100));
        PaymentEvent second = event(charge("PAID", 500, 300));

        assertThat(again.getEventId()).isEqualTo(first.getEventId());
        assertThat(second.getEventId()).isNotEqualTo(first.getEventId());
    }

    @Test
    void judgesEachChargeByItself() {
        List<PaymentEvent> events = events(sample("order-declined_then_paid"));

        assertThat(events)
                .extracting(PaymentEvent::getType)
                .containsExactly(EventType.PAYMENT_REFUSED, EventType.PAYMENT_PAID);
        assertThat(events)
                .extracting(PaymentEvent::getGatewayTransactionId)
                .containsOnly("ORDE_F87334AC-BB8B-42E2-AA85-8579F70AA328");
        assertThat(events.getLast().getEventId()).isEqualTo(event(paid()).getEventId());
        assertThat(normalize(sample("order-declined_then_paid").replace("DECLINED", "LOST")))
                .isInstanceOfSatisfying(PartlyUnderstood.class, partly -> {
                    assertThat(partly.events()).hasSize(1);
                    assertThat(partly.rest()).isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, "LOST"));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null"})
    void takesAnOrderWithoutChargesForUnpaid(String charges) {
        String body = sample("order-pix-unpaid").replaceFirst("\\{", "{\"charges\":" + charges + ",");

        PaymentEvent event = event(body);

        assertThat(event.getType()).isEqualTo(EventType.PAYMENT_PENDING);
        assertThat(event.getAmountMinor()).isEqualTo(500L);
        assertThat(event.getExpiresAt()).isEqualTo(Instant.parse("2023-05-12T02:59:59Z"));
        assertThat(event(body.replace("qr_codes", "qr_code")).getAmountMinor()).isEqualTo(500L);
    }

    @Test
    void leavesAChargebackToBeLookedUp() {
        assertThat(normalize("{\"id\":\"CBKS_1\",\"status\":\"PAID\",\"charges\":[]}"))
                .isInstanceOfSatisfying(Notified.class, notified -> {
                    assertThat(notified.notification().getTopic()).isEqualTo("chargeback");
                    assertThat(notified.notification().getResourceId()).isEqualTo("CBKS_1");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "notificationCode=ABC&notificationType=transaction,notificationType transaction",
        "'{\"id\":\"CHAR_1\",\"status\":\"PAID\"}',id CHAR",
        "'{\"id\":\"1\"}','id '"
    })
    void keepsWhatBelongsToAnotherContract(String body, String detail) {
        assertThat(normalize(body)).isEqualTo(new NotUnderstood(Reason.UNKNOWN_EVENT, detail));
    }

    @Test
    void readsTheOffsetOfATime() {
        assertThat(event(paid()).getOccurredAt()).isEqualTo(Instant.parse("2020-11-22T02:30:24.352Z"));
        assertThat(event(charge("WAITING", 0, 0)).getOccurredAt()).isEqualTo(Instant.parse("2020-11-22T02:30:22.695Z"));
        assertThat(event(charge("CANCELED", 500, 500)).getOccurredAt()).isEqualTo(RECEIVED_AT);
    }

    @ParameterizedTest
    @CsvSource({
        "E00000000202011220230EXAMPLE0001,E00000000202011220230EXAMPLE0001",
        "00000000000040008000000000000001,",
        "'',"
    })
    void takesOnlyAnEndToEndIdForOne(String sent, String read) {
        assertThat(events(sample("order-declined_then_paid").replace("E00000000202011220230EXAMPLE0001", sent))
                        .getLast()
                        .getEndToEndId())
                .isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({"CREDIT_CARD,CREDIT_CARD", "DEBIT_CARD,DEBIT_CARD", "BOLETO,BOLETO", "PIX,PIX", "WALLET,OTHER"})
    void readsTheMethod(String sent, PaymentMethod method) {
        assertThat(event(paid().replace("\"PIX\"", "\"" + sent + "\"")).getMethod())
                .isEqualTo(method);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.5", "-1", "\"many\"", "1e30", "[]", "{}", "null", "\"\""})
    void doesNotUnderstandAnAmountItCannotRead(String amount) {
        assertThat(normalize(paid().replaceFirst("(\"amount\": \\{\\s+\"value\": )500", "$1" + amount)))
                .isEqualTo(new NotUnderstood(Reason.UNREADABLE_AMOUNT, "charges.amount.value"));
    }

    @Test
    void carriesOurTokenBackInTheReferenceOfOrderOrCharge() {
        String ofCharge =
                paid().replaceFirst("(?s)(\"charges\".*?\"reference_id\": )\"ex-00001\"", "$1\"" + TOKEN + "\"");

        assertThat(event(paid().replaceFirst("ex-00001", TOKEN)).getWebhookToken())
                .isEqualTo(TOKEN);
        assertThat(event(ofCharge).getWebhookToken()).isEqualTo(TOKEN);
        assertThat(event(ofCharge).getExternalReference()).isEqualTo("ex-00001");
        assertThat(event(paid()).getWebhookToken()).isNull();
    }

    @Test
    void acceptsTheDigestOfTheVectorInItsOwnSpellingOnly() throws Exception {
        try (InputStream in = PagBankAdapterTest.class.getResourceAsStream("/signatures/pagbank.json")) {
            JsonPayload vector =
                    JsonPayload.parse(in.readAllBytes()).each("vectors").getFirst();
            String digest = vector.at("header").requiredText(HEADER);
            byte[] body = vector.requiredText("body").getBytes(UTF_8);
            var secret =
                    new AccountSecrets(List.of(new SigningSecret(vector.requiredText("token"), Instant.EPOCH, null)));

            assertThat(adapter.verify(received(Map.of(HEADER, digest), body), secret, RECEIVED_AT))
                    .isInstanceOf(Verified.class);
            assertThat(adapter.verify(
                            received(Map.of(HEADER, digest.toUpperCase(Locale.ROOT)), body), secret, RECEIVED_AT))
                    .isEqualTo(new Rejected(Rejection.PROOF_WRONG));
        }
    }

    @Test
    void acceptsTheAddressAsProofOnlyWhereTheAccountHasNoSecretAndSaysSo() {
        var byUrl = new Account("tenant-1", "account-1", Map.of("authentication", "url"));
        var webhook = new ReceivedWebhook(byUrl, Map.of(), Map.of(), paid().getBytes(UTF_8));
        var secret = new AccountSecrets(List.of(new SigningSecret("secret", Instant.EPOCH, null)));

        assertThat(adapter.verify(webhook, NONE, RECEIVED_AT)).isInstanceOf(Verified.class);
        assertThat(adapter.verify(webhook, secret, RECEIVED_AT)).isEqualTo(new Rejected(Rejection.PROOF_MISSING));
    }

    private static String charge(String status, long paid, long refunded) {
        return paid().replace("\"PAID\"", "\"" + status + "\"")
                .replace("\"paid\": 500", "\"paid\": " + paid)
                .replace("\"refunded\": 0", "\"refunded\": " + refunded);
    }

    private PaymentEvent event(String body) {
        return events(body).getFirst();
    }

    private List<PaymentEvent> events(String body) {
        Normalization result = normalize(body);
        assertThat(result).isInstanceOf(Understood.class);
        return ((Understood) result).events();
    }

    private Normalization normalize(String body) {
        return adapter.normalize(new VerifiedWebhook(received(Map.of(), body.getBytes(UTF_8)), RECEIVED_AT));
    }

    private static String paid() {
        return sample("order-pix-paid");
    }

    private static String sample(String name) {
        return new String(Samples.find("pagbank", name).orElseThrow().body(), UTF_8);
    }
}
