package dev.correnteza.gateways.syncpay;

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
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.ReceivedWebhook;
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

class SyncPayAdapterTest extends GatewayAdapterContract {
    private static final String ID = "9f2a58ed-0000-4000-8000-b366ca491300";
    private static final String TOKEN = "0197b1d2-0000-4000-8000-00000000abcd";

    private final SyncPayAdapter adapter = new SyncPayAdapter();

    SyncPayAdapterTest() {
        super(new SyncPayAdapter());
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return paid().replace("completed", "almost_completed").getBytes(UTF_8);
    }

    @Override
    protected Map<String, String> headersOfUnknownStatus() {
        return Map.of("event", "cashin.update");
    }

    @ParameterizedTest
    @CsvSource({
        "pending,payment.pending",
        "WAITING_FOR_APPROVAL,payment.pending",
        "completed,payment.paid",
        "Completed,payment.paid",
        "paid,payment.paid",
        "PAID_OUT,payment.paid",
        "failed,payment.refused",
        "expired,payment.expired",
        "EXPIRED,payment.expired",
        "CANCELLED,payment.canceled",
        "refunded,payment.refunded",
        "med,payment.disputed",
        "MED,payment.disputed"
    })
    void understandsEveryStatusOfACharge(String status, String type) {
        assertThat(event("cashin.update", paid().replace("completed", status)).getType())
                .isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"pending,payout.pending", "completed,payout.paid", "PAID,payout.paid", "failed,payout.failed"})
    void understandsEveryStatusOfAWithdrawal(String status, String type) {
        assertThat(event("cashout.update", withdrawal().replace("completed", status))
                        .getType())
                .isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refunded", "med", "PAID_OUT", "CANCELLED"})
    void guessesNoFateOfAWithdrawal(String status) {
        assertThat(normalize("cashout.update", withdrawal().replace("completed", status)))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, "cashout/" + status));
    }

    @ParameterizedTest
    @CsvSource({
        "cashin.create,payment.paid",
        "cashin.update,payment.paid",
        "cashin.created,payment.paid",
        "cashin.updated,payment.paid",
        "transaction.created,payment.paid",
        "transaction.updated,payment.paid",
        "CashIn.Update,payment.paid",
        "cashout.create,payout.paid",
        "cashout.update,payout.paid",
        "cashout.created,payout.paid",
        "cashout.updated,payout.paid"
    })
    void letsTheHeaderDecideWhateverTheBodyLooksLike(String header, String type) {
        assertThat(event(header, paid()).getType()).isEqualTo(type);
        assertThat(event(header, withdrawal()).getType()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cashback.update", "cashin", "cashin.update,cashout.update", "transaction.deleted"})
    void doesNotUnderstandAnEventItDoesNotKnow(String header) {
        assertThat(normalize(header, paid())).isEqualTo(new NotUnderstood(Reason.UNKNOWN_EVENT, header));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"pix_key\"", "\"pix_type\""})
    void takesAWithdrawalForNoSaleWhenItsHeaderIsLost(String other) {
        assertThat(event("", withdrawal()).getType()).isEqualTo(EventType.PAYOUT_PAID);
        assertThat(event("", withdrawal().replace(other, "\"x\"")).getType()).isEqualTo(EventType.PAYOUT_PAID);
        assertThat(event("", withdrawal().replaceFirst("\"amount\"", "\"client\":{},\"amount\""))
                        .getType())
                .isEqualTo(EventType.PAYOUT_PAID);
        assertThat(event("", paid().replaceFirst("\"amount\"", "\"pix_type\":\"CPF\",\"amount\""))
                        .getType())
                .isEqualTo(EventType.PAYMENT_PAID);
    }

    @Test
    void neverLetsAWithdrawalTouchAPayment() {
        String sameId = withdrawal().replaceFirst("\"id\": \"[^\"]*\"", "\"id\": \"" + ID + "\"");
        var received = new ReceivedWebhook(
                ACCOUNT, Map.of("event", "cashout.update"), Map.of("webhook_token", TOKEN), sameId.getBytes(UTF_8));

        PaymentEvent payout = event(adapter.normalize(new VerifiedWebhook(received, RECEIVED_AT)));
        PaymentEvent payment = event("cashin.update", paid());

        assertThat(payout.getEventId()).isNotEqualTo(payment.getEventId());
        assertThat(payout.getGatewayEventId())
                .isEqualTo(payment.getGatewayTransactionId())
                .isEqualTo(ID);
        assertThat(payout.getGatewayTransactionId()).isNull();
        assertThat(payout.getWebhookToken()).isNull();
        assertThat(payout.getEndToEndId()).isNull();
        assertThat(payout.getExternalReference()).isNull();
    }

    @Test
    void tellsOnePaidFactInAllThreeBodies() {
        PaymentEvent nested = event("cashin.update", paid());
        PaymentEvent flat = event("cashin.updated", sample("cashin.updated"));
        PaymentEvent old = event("", sample("postback-old"));

        assertThat(List.of(flat, old)).allSatisfy(event -> {
            assertThat(event.getEventId()).isEqualTo(nested.getEventId());
            assertThat(event.getGatewayTransactionId()).isEqualTo(ID);
        });
        assertThat(flat.getAmountMinor()).isEqualTo(nested.getAmountMinor()).isEqualTo(1_000L);
        assertThat(flat.getNetAmountMinor())
                .isEqualTo(nested.getNetAmountMinor())
                .isEqualTo(920L);
        assertThat(old.getExternalReference()).isNull();
    }

    @Test
    void takesTheReferenceOfTheOldPostbackForAReferenceOnly() {
        String body = sample("postback-old")
                .replaceFirst("(\"externalreference\"\\s*:\\s*)\"[^\"]*\"", "$1\"" + TOKEN + "\"");

        PaymentEvent event = event("", body);

        assertThat(event.getExternalReference()).isEqualTo(TOKEN);
        assertThat(event.getWebhookToken()).isNull();
    }

    @Test
    void readsTimesWithoutAZoneAsGmt() {
        assertThat(event("cashin.update", paid()).getOccurredAt()).isEqualTo(Instant.parse("2026-08-19T12:00:00Z"));
        assertThat(event("cashin.create", sample("cashin.create")).getOccurredAt())
                .isEqualTo(Instant.parse("2026-08-19T11:58:00Z"));
        assertThat(event("", sample("postback-old")).getOccurredAt()).isEqualTo(RECEIVED_AT);
    }

    @ParameterizedTest
    @CsvSource({"10,1000", "33.8,3380", "1e1,1000", "\"10.00\",1000", "0,0"})
    void readsReais(String amount, long minor) {
        assertThat(event("cashin.update", withAmount(amount)).getAmountMinor()).isEqualTo(minor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.005", "-10", "\"many\"", "1e30", "[]", "{}", "null", "\"\"", "\"10,00\""})
    void doesNotUnderstandAnAmountItCannotRead(String amount) {
        assertThat(normalize("cashin.update", withAmount(amount)))
                .isEqualTo(new NotUnderstood(Reason.UNREADABLE_AMOUNT, "data.amount"));
    }

    @Test
    void takesReaisForGrantedOnlyWhereNoCurrencyIsNamed() {
        PaymentEvent unnamed = event("cashin.update", paid().replace("\"currency\"", "\"x\""));
        PaymentEvent dollars = event("cashin.update", paid().replace("BRL", "USD"));

        assertThat(unnamed.getCurrency()).isEqualTo("BRL");
        assertThat(dollars.getCurrency()).isEqualTo("USD");
        assertThat(normalize("cashin.update", paid().replace("BRL", "XXX")))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_CURRENCY, "data.currency"));
    }

    @Test
    void readsCards() {
        assertThat(event("transaction.updated", paid().replace("\"PIX\"", "\"CREDIT_CARD\""))
                        .getMethod())
                .isEqualTo(PaymentMethod.CREDIT_CARD);
    }

    @Test
    void belongsToNobodyWithoutAnId() {
        assertThat(normalize("cashin.update", paid().replaceFirst("\"id\"", "\"x\"")))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "data.idtransaction"));
        assertThat(normalize("cashout.update", withdrawal().replaceFirst("\"id\"", "\"x\"")))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "data.id"));
    }

    @Test
    void carriesOurTokenBackInTheAddressThatWasCalled() {
        var received = new ReceivedWebhook(
                ACCOUNT, Map.of("event", "cashin.update"), Map.of("webhook_token", TOKEN), paid().getBytes(UTF_8));

        PaymentEvent event = event(adapter.normalize(new VerifiedWebhook(received, RECEIVED_AT)));

        assertThat(event.getWebhookToken()).isEqualTo(TOKEN);
    }

    @Test
    void keepsTheHeaderItReadsAndNotTheSecret() {
        SigningSecret secret = new SigningSecret("secret", Instant.EPOCH, null);
        var webhook =
                received(Map.of("event", "cashin.update", "Authorization", "Bearer secret"), paid().getBytes(UTF_8));

        var verified = (Verified) adapter.verify(webhook, new AccountSecrets(List.of(secret)), RECEIVED_AT);

        assertThat(event(adapter.normalize(verified.webhook())).getRaw().getHeaders())
                .containsOnly(Map.entry("event", "cashin.update"));
    }

    @ParameterizedTest
    @CsvSource({"Bearer secret", "bearer secret", "BEARER   secret"})
    void acceptsTheSchemeInAnyCase(String header) {
        assertThat(verifyAuthorization(header)).isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @CsvSource({
        "secret,PROOF_MALFORMED",
        "Basic secret,PROOF_MALFORMED",
        "Bearersecret,PROOF_MALFORMED",
        "'Bearer ',PROOF_MISSING",
        "Bearer,PROOF_MISSING",
        "'',PROOF_MISSING",
        "Bearer Secret,PROOF_WRONG",
        "Bearer secret secret,PROOF_WRONG"
    })
    void refusesEveryOtherAuthorization(String header, Rejection reason) {
        assertThat(verifyAuthorization(header)).isEqualTo(new Rejected(reason));
    }

    @Test
    void acceptsTheAddressAsProofOnlyWhereTheAccountHasNoSecretAndSaysSo() {
        var byUrl = new Account("tenant-1", "account-1", Map.of("authentication", "url"));
        var webhook = new ReceivedWebhook(byUrl, Map.of(), Map.of(), paid().getBytes(UTF_8));
        var secret = new AccountSecrets(List.of(new SigningSecret("secret", Instant.EPOCH, null)));

        assertThat(adapter.verify(webhook, new AccountSecrets(List.of()), RECEIVED_AT))
                .isInstanceOf(Verified.class);
        assertThat(adapter.verify(webhook, secret, RECEIVED_AT)).isEqualTo(new Rejected(Rejection.PROOF_MISSING));
    }

    private Verification verifyAuthorization(String header) {
        var secret = new AccountSecrets(List.of(new SigningSecret("secret", Instant.EPOCH, null)));
        return adapter.verify(received(Map.of("Authorization", header), paid().getBytes(UTF_8)), secret, RECEIVED_AT);
    }

    private PaymentEvent event(String header, String body) {
        return event(normalize(header, body));
    }

    private static PaymentEvent event(Normalization normalization) {
        assertThat(normalization).isInstanceOf(Understood.class);
        return ((Understood) normalization).events().getFirst();
    }

    private Normalization normalize(String header, String body) {
        Map<String, String> headers = header.isEmpty() ? Map.of() : Map.of("event", header);
        return adapter.normalize(new VerifiedWebhook(received(headers, body.getBytes(UTF_8)), RECEIVED_AT));
    }

    private static String withAmount(String amount) {
        return paid().replaceFirst("(\"amount\"\\s*:\\s*)10", "$1" + amount);
    }

    private static String paid() {
        return sample("cashin.update");
    }

    private static String withdrawal() {
        return sample("cashout.update");
    }

    private static String sample(String name) {
        return new String(Samples.find("syncpay", name).orElseThrow().body(), UTF_8);
    }
}
