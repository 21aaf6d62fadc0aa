package dev.correnteza.gateways.monetizze;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.Item;
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
import java.net.URLEncoder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MonetizzeAdapterTest extends GatewayAdapterContract {
    private static final String TOKEN = "0197b1d2-0000-4000-8000-00000000abcd";

    private final MonetizzeAdapter adapter = new MonetizzeAdapter();

    MonetizzeAdapterTest() {
        super(new MonetizzeAdapter());
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return withCodes("2", "9").getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "1,1,payment.pending",
        "2,2,payment.paid",
        "2,6,payment.paid",
        "6,6,payment.paid",
        "3,3,payment.canceled",
        "4,4,payment.refunded",
        "5,5,payment.disputed",
        "8,2,other",
        "98,2,other",
        "99,1,other",
        "104,1,other",
        "105,2,other",
        "106,2,other",
        "120,2,other"
    })
    void understandsEveryCode(String event, String status, String type) {
        PaymentEvent told = event(withCodes(event, status));

        assertThat(told.getType()).isEqualTo(type);
        assertThat(told.getAmountMinor() != null).isEqualTo(EventType.concernsPayment(type));
    }

    @ParameterizedTest
    @CsvSource({
        "101,1,subscription.started",
        "101,2,subscription.renewed",
        "102,2,subscription.past_due",
        "103,2,subscription.canceled"
    })
    void booksNoMoneyForASubscription(String code, String charge, String type) {
        PaymentEvent event = event(subscription(code, charge));

        assertThat(event.getType()).isEqualTo(type);
        assertThat(event.getAmountMinor()).isNull();
        assertThat(event.getSubscription().getId()).isEqualTo("3184");
    }

    @ParameterizedTest
    @CsvSource({"2,1", "2,4", "1,2", "4,2", "6,4", "7,2", "9,2", "107,2", "02,2", "101,9", "2,7"})
    void doesNotUnderstandCodesThatDoNotBelongTogether(String event, String status) {
        assertThat(normalize(withCodes(event, status)))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, event + "/" + status));
    }

    @Test
    void tellsOnePaidFactWhicheverNoticeAndRoleTellsIt() {
        PaymentEvent approved = event(approved());
        PaymentEvent affiliates =
                event(approved().replaceFirst("(\"tipoPostback\": \\{\\s*\"codigo\": )\"2\"", "$1\"4\""));

        assertThat(event(sample("6-complete")).getEventId()).isEqualTo(approved.getEventId());
        assertThat(event(sample("6-complete")).getOccurredAt()).isEqualTo(approved.getOccurredAt());
        assertThat(affiliates.getEventId()).isEqualTo(approved.getEventId());
        assertThat(approved.getNetAmountMinor()).isEqualTo(6_191L);
        assertThat(affiliates.getNetAmountMinor()).isNull();
    }

    @Test
    void tellsOneChargeOfASubscriptionFromTheNext() {
        String first = sample("2-approved-subscription_started");
        String second = first.replace("\"parcela\": \"1\"", "\"parcela\": \"2\"");

        assertThat(event(second).getEventId()).isNotEqualTo(event(first).getEventId());
        assertThat(event(second).getSubscription().getCycleNumber()).isEqualTo(2);
        assertThat(event(subscription("102", "3")).getEventId())
                .isNotEqualTo(event(subscription("102", "2")).getEventId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2-approved", "1-waiting_payment-pix", "2-approved-order_bump", "103-subscription_canceled"})
    void readsTheJsonFieldOfAFormLikeTheBody(String sample) {
        PaymentEvent direct = event(sample(sample));
        PaymentEvent posted =
                event("chave_unica=k&venda%5Bvalor%5D=1.00&json=" + URLEncoder.encode(sample(sample), UTF_8));

        assertThat(posted.getEventId()).isEqualTo(direct.getEventId());
        assertThat(posted.getAmountMinor()).isEqualTo(direct.getAmountMinor());
        assertThat(posted.getItems()).isEqualTo(direct.getItems());
    }

    @Test
    void readsAFormWithNestedNamesLikeTheBody() {
        PaymentEvent form = event(sample("2-approved-reconstructed-form"));
        PaymentEvent json = event(approved());
        form.setRaw(null);
        json.setRaw(null);

        assertThat(form).isEqualTo(json);
    }

    @Test
    void readsCodesAsNumbersToo() {
        String numbers =
                approved().replaceAll("\"((?:codigo|codigo_status|parcelas|valor)\": )\"([0-9.]+)\"", "\"$1$2");

        assertThat(event(numbers).getEventId()).isEqualTo(event(approved()).getEventId());
        assertThat(event(numbers).getAmountMinor()).isEqualTo(6_990L);
    }

    @Test
    void namesEveryProductOnlyWhereThereWasABump() {
        String bump = sample("2-approved-order_bump");

        assertThat(event(bump).getAmountMinor()).isEqualTo(10_990L);
        assertThat(event(bump).getItems()).extracting(Item::getUnitAmountMinor).containsExactly(6_990L, 4_000L);
        assertThat(event(bump.replace("\"order_bump\": 1", "\"order_bump\": 0")).getItems())
                .hasSize(1);
    }

    @Test
    void readsLocalTimesOfSaoPaulo() {
        assertThat(event(approved()).getOccurredAt()).isEqualTo(Instant.parse("2026-03-10T17:32:11Z"));
        assertThat(event(sample("1-waiting_payment-pix")).getOccurredAt())
                .isEqualTo(Instant.parse("2026-03-10T17:31:58Z"));
        assertThat(event(sample("4-refunded")).getOccurredAt()).isEqualTo(RECEIVED_AT);
    }

    @ParameterizedTest
    @CsvSource({"69.90,6990", "69.9,6990", "0.00,0", "1216.80,121680"})
    void readsReais(String amount, long minor) {
        assertThat(event(withAmount("\"" + amount + "\"")).getAmountMinor()).isEqualTo(minor);
        assertThat(event(withAmount(amount)).getAmountMinor()).isEqualTo(minor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"69.905", "-1", "\"many\"", "1e30", "[]", "{}", "null", "\"\"", "\"69,90\""})
    void doesNotUnderstandAnAmountItCannotRead(String amount) {
        assertThat(normalize(withAmount(amount))).isEqualTo(new NotUnderstood(Reason.UNREADABLE_AMOUNT, "venda.valor"));
    }

    @ParameterizedTest
    @CsvSource({
        "Boleto,BOLETO",
        "Cartão de crédito,CREDIT_CARD",
        "Pix,PIX",
        "Débito online,BANK_TRANSFER",
        "Grátis,OTHER"
    })
    void readsPaymentMethods(String method, PaymentMethod expected) {
        assertThat(event(approved().replace("Cartão de crédito", method)).getMethod())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2-approved", "4-refunded", "101-subscription_active", "7-checkout_abandoned"})
    void neverBooksThePanelsTestProduct(String sample) {
        PaymentEvent event = event(sample(sample).replace("\"Curso Exemplo\"", "\"X-Wing\""));

        assertThat(event.getType()).isEqualTo(EventType.OTHER);
        assertThat(event.getAmountMinor()).isNull();
    }

    @Test
    void belongsToNobodyWithoutACode() {
        assertThat(normalize(approved().replace("\"V0000001\"", "\"\"")))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "venda.codigo"));
        assertThat(normalize(sample("7-checkout_abandoned").replace("comprador8@example.com", "")))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "comprador.email"));
    }

    @Test
    void acceptsAKeyOnlyWhereEveryCopyIsRight() {
        assertThat(verify("{\"chave_unica\":\"right\"}")).isInstanceOf(Verified.class);
        assertThat(verify("chave_unica=right&venda%5Bcodigo%5D=V1")).isInstanceOf(Verified.class);
        assertThat(verify(posted("right", "right"))).isInstanceOf(Verified.class);
        assertThat(verify(posted("right", "wrong"))).isEqualTo(new Rejected(Rejection.PROOF_WRONG));
        assertThat(verify(posted("wrong", "right"))).isEqualTo(new Rejected(Rejection.PROOF_WRONG));
        assertThat(verify("chave_unica=right&json=" + URLEncoder.encode("{\"venda\":{}}", UTF_8)))
                .isEqualTo(new Rejected(Rejection.PROOF_MISSING));
        assertThat(verify("chave_unica=right&json=%7B")).isEqualTo(new Rejected(Rejection.BODY_UNREADABLE));
        assertThat(verify("{\"produto\":{\"chave\":\"right\"}}")).isEqualTo(new Rejected(Rejection.PROOF_MISSING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"src", "utm_source", "utm_medium", "utm_content", "utm_campaign"})
    void carriesOurTokensBackFromTheCheckoutParameters(String carrier) {
        String field = "(\"" + carrier + "\": )\"[^\"]*\"";
        PaymentEvent webhook = event(approved().replaceFirst(field, "$1\"" + TOKEN + "\""));
        PaymentEvent tracking = event(approved().replaceFirst(field, "$1\"ctk_0123456789abcdefghij\""));

        assertThat(webhook.getWebhookToken()).isEqualTo(TOKEN);
        assertThat(tracking.getTrackingToken()).isEqualTo("ctk_0123456789abcdefghij");
    }

    private PaymentEvent event(String body) {
        Normalization normalization = normalize(body);
        assertThat(normalization).isInstanceOf(Understood.class);
        return ((Understood) normalization).events().getFirst();
    }

    private Normalization normalize(String body) {
        return adapter.normalize(new VerifiedWebhook(received(Map.of(), body.getBytes(UTF_8)), RECEIVED_AT));
    }

    private Verification verify(String body) {
        var secrets = new AccountSecrets(List.of(new SigningSecret("right", Instant.EPOCH, null)));
        return adapter.verify(received(Map.of(), body.getBytes(UTF_8)), secrets, RECEIVED_AT);
    }

    private static String posted(String key, String keyInside) {
        return "chave_unica=" + key + "&json="
                + URLEncoder.encode("{\"chave_unica\":\"" + keyInside + "\",\"venda\":{}}", UTF_8);
    }

    private static String withCodes(String event, String status) {
        return approved()
                .replaceFirst("(\"tipoEvento\": \\{\\s*\"codigo\": )\"2\"", "$1\"" + event + "\"")
                .replace("\"codigo_status\": \"2\"", "\"codigo_status\": \"" + status + "\"");
    }

    private static String subscription(String code, String charge) {
        return sample("102-subscription_delinquent")
                .replace("\"codigo\": \"102\"", "\"codigo\": \"" + code + "\"")
                .replace("\"parcela\": \"2\"", "\"parcela\": \"" + charge + "\"");
    }

    private static String withAmount(String amount) {
        return approved().replaceFirst("(\"valor\": )\"69.90\"", "$1" + amount);
    }

    private static String approved() {
        return sample("2-approved");
    }

    private static String sample(String name) {
        return new String(Samples.find("monetizze", name).orElseThrow().body(), UTF_8);
    }
}
