package dev.correnteza.gateways.ticto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.DocumentType;
import dev.correnteza.events.PaymentEvent;
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

class TictoAdapterTest extends GatewayAdapterContract {
    private static final String TOKEN = "0197b1d2-0000-4000-8000-00000000abcd";

    private final TictoAdapter adapter = new TictoAdapter();

    TictoAdapterTest() {
        super(new TictoAdapter());
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return withStatus("almost_authorized").getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "authorized,payment.paid",
        "waiting_payment,payment.pending",
        "pix_created,payment.pending",
        "bank_slip_created,payment.pending",
        "pix_expired,payment.expired",
        "bank_slip_delayed,payment.expired",
        "refused,payment.refused",
        "refunded,payment.refunded",
        "chargeback,payment.charged_back",
        "claimed,payment.refund_requested",
        "subscription_delayed,subscription.past_due",
        "subscription_canceled,subscription.canceled",
        "uncanceled,subscription.resumed",
        "all_charges_paid,subscription.expired",
        "close,subscription.expired",
        "abandoned_cart,cart.abandoned",
        "trial,other",
        "trial_started,other",
        "trial_ended,other",
        "extended,other",
        "card_exchanged,other"
    })
    void understandsEveryStatus(String status, String type) {
        PaymentEvent event = event(renewed().replace("\"authorized\"", "\"" + status + "\""));

        assertThat(event.getType()).isEqualTo(type);
        assertThat(event.getAmountMinor() != null).isEqualTo(EventType.concernsPayment(type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorized", "approved", "partially_refunded", "subscription_uncanceled"})
    void takesNoOtherWord(String status) {
        assertThat(normalize(withStatus(status))).isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, status));
    }

    @Test
    void doesNotUnderstandVersion1() {
        assertThat(normalize(authorized().replace("\"2.0\"", "\"1.0\"")))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_EVENT, "version 1.0"));
    }

    @Test
    void keepsABumpOfItsOwnBesideTheSaleAndInTheSamePayment() {
        PaymentEvent main = event(sample("authorized-order_bump"));
        PaymentEvent bump = event(sample("authorized-order_bump")
                .replaceFirst("(\"item\"[\\s\\S]*?\"offer_code\"\\s*:\\s*)\"OEXM00001\"", "$1\"OEXM00002\"")
                .replaceFirst("\"bumps\"", "\"x\""));

        assertThat(bump.getEventId()).isNotEqualTo(main.getEventId());
        assertThat(bump.getGatewayTransactionId()).isEqualTo(main.getGatewayTransactionId());
        assertThat(bump.getAmountMinor()).isEqualTo(main.getAmountMinor()).isEqualTo(24_400L);
        assertThat(main.getItems()).hasSize(2);
        assertThat(main.getItems().getLast().getUnitAmountMinor()).isEqualTo(4_700L);
        assertThat(bump.getItems()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"producer", "coproducer", "affiliate"})
    void tellsOneSaleFromWhicheverRole(String role) {
        PaymentEvent event = event(authorized().replace("\"producer\",", "\"" + role + "\","));

        assertThat(event.getEventId()).isEqualTo(event(authorized()).getEventId());
        assertThat(event.getAmountMinor()).isEqualTo(19_700L);
        assertThat(event.getNetAmountMinor()).isEqualTo(17_530L);
    }

    @Test
    void addsTheCommissionsOfAllProductsUp() {
        String two = authorized()
                .replace("\"owner_commissions\": [", "\"owner_commissions\": [{\"commission_amount\": 2470},");

        assertThat(event(two).getNetAmountMinor()).isEqualTo(20_000L);
    }

    @Test
    void tellsOnePendingFactFromEitherWord() {
        assertThat(event(withStatus("waiting_payment")).getEventId())
                .isEqualTo(event(withStatus("pix_created")).getEventId());
    }

    @Test
    void tellsOneChargeOfASubscriptionFromTheNext() {
        PaymentEvent second = event(renewed());
        PaymentEvent third = event(renewed().replace("\"successful_charges\": 2", "\"successful_charges\": 3"));

        assertThat(second.getType()).isEqualTo(EventType.PAYMENT_PAID);
        assertThat(second.getSubscription().getCycleNumber()).isEqualTo(2);
        assertThat(third.getEventId()).isNotEqualTo(second.getEventId());
    }

    @Test
    void tellsOneCancellationFromTheNext() {
        String canceled = sample("subscription_canceled");
        PaymentEvent later = event(canceled.replace("2026-05-20", "2026-06-20"));

        assertThat(later.getEventId()).isNotEqualTo(event(canceled).getEventId());
        assertThat(later.getAmountMinor()).isNull();
        assertThat(later.getGatewayTransactionId()).isNull();
    }

    @Test
    void tellsNothingOfASubscriptionThatIsNotNamed() {
        assertThat(normalize(withStatus("subscription_canceled")))
                .isInstanceOfSatisfying(
                        NotUnderstood.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Reason.MISSING_FIELD));
    }

    @Test
    void keepsWhatCannotBeTiedToAPaymentAndGuessesNothing() {
        var untied = new NotUnderstood(Reason.MISSING_FIELD, "order.transaction_hash");

        assertThat(normalize("{\"status\":\"claimed\",\"order\":{\"paid_amount\":35880}}"))
                .isEqualTo(untied);
        assertThat(normalize("{\"status\":\"card_exchanged\"}")).isEqualTo(untied);
        assertThat(event("{\"status\":\"card_exchanged\",\"transaction\":{\"hash\":\"TP1\",\"cards\":[]}}")
                        .getType())
                .isEqualTo(EventType.OTHER);
        assertThat(event("{\"status\":\"claimed\",\"transaction\":{\"hash\":\"TP1\"}}")
                        .getAmountMinor())
                .isNull();
    }

    @Test
    void readsAnAbandonedCartInEitherShape() {
        PaymentEvent nested = event(sample("abandoned_cart"));
        PaymentEvent flat = event("""
                {"status":"abandoned_cart","status_date":"2026-03-10 20:00:00","name":"Joana Exemplo",
                 "email":"Comprador10@example.com","product_name":"Curso Exemplo","offer_code":"OEXM00001"}
                """);

        assertThat(flat.getEventId()).isEqualTo(nested.getEventId());
        assertThat(flat.getCustomer().getName()).isEqualTo("Joana Exemplo");
        assertThat(flat.getItems().getFirst().getName()).isEqualTo("Curso Exemplo");
        assertThat(event(sample("abandoned_cart").replace("20:00:00", "21:00:00"))
                        .getEventId())
                .isNotEqualTo(nested.getEventId());
    }

    @ParameterizedTest
    @CsvSource({"authorized", "refunded", "abandoned_cart"})
    void booksNothingForThePanelTest(String status) {
        String body = withStatus(status).replace("\"Curso Exemplo\"", "\"Paki Guthrie\"");

        assertThat(event(body).getType()).isEqualTo(EventType.OTHER);
        assertThat(event(body).getAmountMinor()).isNull();
    }

    @Test
    void refusesThePanelTestsOwnToken() {
        assertThat(verify(authorized().replaceFirst("TICTO_TOKEN[^\"]*", "PAKI_GUTHRIE"), Map.of()))
                .isEqualTo(new Rejected(Rejection.PROOF_WRONG));
    }

    @Test
    void provesNothingByTheAddress() {
        assertThat(verify(sample("abandoned_cart"), Map.of("authentication", "url")))
                .isEqualTo(new Rejected(Rejection.PROOF_MISSING));
    }

    @Test
    void readsTheTokenAtTheRootOnly() {
        assertThat(verify("{\"data\":{\"token\":\"right\"}}", Map.of()))
                .isEqualTo(new Rejected(Rejection.PROOF_MISSING));
        assertThat(verify("{\"token\":\"right\"}", Map.of())).isInstanceOf(Verified.class);
        assertThat(verify("{\"token\":\"right\"", Map.of())).isEqualTo(new Rejected(Rejection.BODY_UNREADABLE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"197.5", "-1", "\"many\"", "1e30", "[]", "{}", "null", "\"\""})
    void doesNotUnderstandAnAmountItCannotRead(String amount) {
        String body = authorized().replaceFirst("(\"paid_amount\"\\s*:\\s*)19700", "$1" + amount);

        assertThat(normalize(body)).isEqualTo(new NotUnderstood(Reason.UNREADABLE_AMOUNT, "order.paid_amount"));
    }

    @Test
    void readsTheClockOfSaoPaulo() {
        assertThat(event(authorized()).getOccurredAt()).isEqualTo(Instant.parse("2026-03-10T17:32:11Z"));
        assertThat(event(authorized().replace("2026-03-10 14:32:11", "2018-12-10 14:32:11"))
                        .getOccurredAt())
                .isEqualTo(Instant.parse("2018-12-10T16:32:11Z"));
        assertThat(normalize(authorized().replace("2026-03-10 14:32:11", "10/03/2026 14:32")))
                .isEqualTo(new NotUnderstood(Reason.UNREADABLE_TIME, "status_date"));
    }

    @Test
    void readsCompaniesForeignersAndMadeUpAddresses() {
        PaymentEvent company = event(authorized()
                .replace("\"cpf\": \"11144477735\"", "\"cpf\": null")
                .replace("\"cnpj\": null", "\"cnpj\": \"11.222.333/0001-81\""));
        PaymentEvent foreigner =
                event(authorized().replace("\"+55\"", "\"+351\"").replace("\"ddd\": \"11\"", "\"ddd\": \"\""));
        PaymentEvent mocked = event(authorized().replace("\"is_mock\": 0", "\"is_mock\": 1"));

        assertThat(company.getCustomer().getDocument()).isEqualTo("11222333000181");
        assertThat(company.getCustomer().getDocumentType()).isEqualTo(DocumentType.CNPJ);
        assertThat(foreigner.getCustomer().getPhone()).isEqualTo("+351900000001");
        assertThat(mocked.getCustomer().getAddress()).isNull();
    }

    @Test
    void takesWhatIsNotInformedForAbsent() {
        PaymentEvent event = event(authorized()
                .replace("\"utm_source\": \"facebook\"", "\"utm_source\": \"Não Informado\"")
                .replace("wt_0000000000000001", "Não Informado"));

        assertThat(event.getAttribution().getUtmSource()).isNull();
        assertThat(event.getAttribution().getUtmMedium()).isEqualTo("paid");
        assertThat(event.getExternalReference()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"query_params\":{\"webhook_token\":\"%s\"}",
                "\"tracking\":{\"sck\":\"%s\"}",
                "\"tracking\":{\"utm_content\":\"%s\"}",
                "\"query_params\":{\"src\":\"%s\"}",
                "\"url_params\":{\"query_params\":{\"webhook_token\":\"%s\"}}"
            })
    void carriesOurTokenBackFromTheCheckoutParameters(String carrier) {
        PaymentEvent event = event("{" + carrier.formatted(TOKEN) + "," + bare());

        assertThat(event.getWebhookToken()).isEqualTo(TOKEN);
        assertThat(event.getExternalReference()).isNull();
    }

    @Test
    void takesAReferenceThatIsNoUuidForTheSellersOwn() {
        PaymentEvent event = event("{\"query_params\":{\"webhook_token\":\"ref-1\",\"fbclid\":\"AbC\","
                + "\"tracking_token\":\"ctk_0123456789abcdefghij\"}," + bare());

        assertThat(event.getWebhookToken()).isNull();
        assertThat(event.getExternalReference()).isEqualTo("ref-1");
        assertThat(event.getTrackingToken()).isEqualTo("ctk_0123456789abcdefghij");
        assertThat(event.getAttribution().getFbclid()).isEqualTo("AbC");
    }

    private PaymentEvent event(String body) {
        Normalization normalization = normalize(body);
        assertThat(normalization).isInstanceOf(Understood.class);
        return ((Understood) normalization).events().getFirst();
    }

    private Normalization normalize(String body) {
        return adapter.normalize(new VerifiedWebhook(received(Map.of(), body.getBytes(UTF_8)), RECEIVED_AT));
    }

    private Verification verify(String body, Map<String, String> settings) {
        var account = new Account("tenant-1", "account-1", settings);
        var secrets = new AccountSecrets(List.of(new SigningSecret("right", Instant.EPOCH, null)));
        return adapter.verify(
                new ReceivedWebhook(account, Map.of(), Map.of(), body.getBytes(UTF_8)), secrets, RECEIVED_AT);
    }

    private static String bare() {
        return "\"status\":\"authorized\",\"order\":{\"transaction_hash\":\"TP1\",\"paid_amount\":100}}";
    }

    private static String withStatus(String status) {
        return authorized().replace("\"authorized\"", "\"" + status + "\"");
    }

    private static String authorized() {
        return sample("authorized-reconstructed");
    }

    private static String renewed() {
        return sample("authorized-subscription_renewed");
    }

    private static String sample(String name) {
        return new String(Samples.find("ticto", name).orElseThrow().body(), UTF_8);
    }
}
