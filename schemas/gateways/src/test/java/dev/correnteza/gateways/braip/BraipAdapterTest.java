package dev.correnteza.gateways.braip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.DocumentType;
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
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.simulator.webhook.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BraipAdapterTest extends GatewayAdapterContract {
    private static final String TOKEN = "0197b1d2-0000-4000-8000-00000000abcd";

    private final BraipAdapter adapter = new BraipAdapter();

    BraipAdapterTest() {
        super(new BraipAdapter());
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return withCode("777").getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "1,payment.pending",
        "2,payment.paid",
        "9,payment.pending",
        "\"1\",payment.pending",
        "\"2\",payment.paid",
        "\"9\",payment.pending"
    })
    void understandsEveryCodeThatIsKnown(String code, String type) {
        assertThat(event(withCode(code)).getType()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "3", "4", "5", "6", "7", "8", "10", "\"Pagamento Aprovado\""})
    void letsTheCodeDecideWhateverTheTextSays(String code) {
        assertThat(normalize(withCode(code)))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, "trans_status_code " + code.replace("\"", "")));
        assertThat(event(approved().replace("Pagamento Aprovado", "Devolvido")).getType())
                .isEqualTo(EventType.PAYMENT_PAID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"STATUS_ASSINATURA", "status_alterado", "ASSINATURA"})
    void takesNoOtherTypeForASale(String type) {
        assertThat(normalize(approved().replace("STATUS_ALTERADO", type)))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_EVENT, type));
    }

    @Test
    void countsNoPartForTheWhole() {
        PaymentEvent waiting = event(sample("STATUS_ALTERADO-partially_paid")
                .replace("\"trans_status_code\": 9", "\"trans_status_code\": 1"));
        PaymentEvent first = event(sample("STATUS_ALTERADO-partially_paid"));
        PaymentEvent second = event(sample("STATUS_ALTERADO-partially_paid")
                .replace("\"trans_updatedate\": \"2025-12-22", "\"trans_updatedate\": \"2026-01-22"));

        assertThat(List.of(waiting.getEventId(), first.getEventId(), second.getEventId()))
                .doesNotHaveDuplicates();
        assertThat(first.getMethod()).isEqualTo(PaymentMethod.BOLETO);
    }

    @Test
    void tellsOnePaidFactHoweverOftenItComes() {
        PaymentEvent again =
                event(approved().replace("\"trans_updatedate\": \"2025-12-22", "\"trans_updatedate\": \"2026-01-22"));

        assertThat(again.getEventId()).isEqualTo(event(approved()).getEventId());
        assertThat(again.getOccurredAt()).isEqualTo(event(approved()).getOccurredAt());
    }

    @ParameterizedTest
    @CsvSource({"20900,20900", "\"20900\",20900", "20900.00,20900", "0,0"})
    void readsCentavosHoweverTheyAreWritten(String total, long minor) {
        assertThat(event(withTotal(total)).getAmountMinor()).isEqualTo(minor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"209.5", "-1", "\"209,00\"", "\"many\"", "1e30", "[]", "{}", "null", "\"\""})
    void doesNotUnderstandATotalItCannotRead(String total) {
        assertThat(normalize(withTotal(total)))
                .isEqualTo(new NotUnderstood(Reason.UNREADABLE_AMOUNT, "trans_total_value"));
    }

    @Test
    void doesNotUnderstandACurrencyItDoesNotKnow() {
        assertThat(normalize(approved().replace("\"BRL\"", "\"XXX\"")))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_CURRENCY, "currency"));
    }

    @Test
    void readsTheClockOfSaoPaulo() {
        assertThat(event(approved()).getOccurredAt()).isEqualTo(Instant.parse("2025-12-22T19:50:00Z"));
        assertThat(event(approved().replace("2025-12-22", "2018-12-22")).getOccurredAt())
                .isEqualTo(Instant.parse("2018-12-22T18:50:00Z"));
        assertThat(normalize(approved().replace("2025-12-22 16:50:00", "22/12/2025 16:50")))
                .isEqualTo(new NotUnderstood(Reason.UNREADABLE_TIME, "trans_payment_date"));
    }

    @ParameterizedTest
    @CsvSource({"1,BOLETO", "2,CREDIT_CARD", "3,BOLETO", "4,OTHER", "5,PIX", "\"5\",PIX", "6,OTHER", "null,UNKNOWN"})
    void readsPaymentMethods(String payment, PaymentMethod expected) {
        assertThat(event(approved().replace("\"trans_payment\": 5", "\"trans_payment\": " + payment))
                        .getMethod())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "55 900000001,+5555900000001",
                "5511900000001,+5511900000001",
                "(11) 90000-0001,+5511900000001",
                "900000001,-",
                "351900000001,-"
            })
    void takesElevenDigitsForAnAreaCodeAndANumber(String written, String phone) {
        assertThat(event(approved().replace("55 900000001", written))
                        .getCustomer()
                        .getPhone())
                .isEqualTo(phone);
    }

    @ParameterizedTest
    @CsvSource({"111.444.777-35,11144477735,CPF", "12.ABC.345/01DE-35,12ABC34501DE35,CNPJ"})
    void readsDocumentsWithPunctuation(String written, String document, DocumentType type) {
        PaymentEvent event = event(approved().replace("11144477735", written));

        assertThat(event.getCustomer().getDocument()).isEqualTo(document);
        assertThat(event.getCustomer().getDocumentType()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "\"Clube Exemplo\",\"Plano Mensal\",Clube Exemplo - Plano Mensal",
                "\"Clube Exemplo\",null,Clube Exemplo",
                "null,\"Plano Mensal\",Plano Mensal",
                "\"Clube Exemplo\",\"Clube Exemplo\",Clube Exemplo",
                "null,null,-"
            })
    void callsWhatIsSoldByProductAndPlan(String product, String plan, @Nullable String name) {
        PaymentEvent event =
                event(approved().replace("\"Produto Exemplo\"", product).replace("\"Plano Exemplo\"", plan));

        assertThat(event.getItems()).extracting(Item::getName).containsExactly(name);
    }

    @Test
    void belongsToNobodyWithoutAKey() {
        assertThat(normalize(approved().replace("\"trans_key\"", "\"x\"")))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "trans_key"));
        assertThat(normalize(sample("ABANDONO").replace("\"abandonment_key\"", "\"x\"")))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "abandonment_key"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "external_id",
                "sck",
                "src",
                "utm_content",
                "utm_term",
                "utm_campaign",
                "utm_medium",
                "utm_source",
                "utm_id"
            })
    void carriesOurTokensBackFromTheMeta(String carrier) {
        PaymentEvent webhook = event(withMeta(carrier, TOKEN));
        PaymentEvent tracking = event(withMeta(carrier, "ctk_0123456789abcdefghij"));

        assertThat(webhook.getWebhookToken()).isEqualTo(TOKEN);
        assertThat(tracking.getTrackingToken()).isEqualTo("ctk_0123456789abcdefghij");
        assertThat(webhook.getExternalReference()).isNull();
        assertThat(tracking.getExternalReference()).isNull();
    }

    @Test
    void takesAReferenceThatIsNoTokenForTheSellersOwn() {
        assertThat(event(withMeta("external_id", "ref-1")).getExternalReference())
                .isEqualTo("ref-1");
        assertThat(event(withMeta("sck", "ref-1")).getExternalReference()).isNull();
    }

    @Test
    void readsTheKeyAtTheRootOnly() {
        assertThat(verify("{\"meta\":{\"basic_authentication\":\"right\"}}"))
                .isEqualTo(new Rejected(Rejection.PROOF_MISSING));
        assertThat(verify("{\"basic_authentication\":\"right\"")).isEqualTo(new Rejected(Rejection.BODY_UNREADABLE));
    }

    private Verification verify(String body) {
        var secrets = new AccountSecrets(List.of(new SigningSecret("right", Instant.EPOCH, null)));
        return adapter.verify(received(Map.of(), body.getBytes(UTF_8)), secrets, RECEIVED_AT);
    }

    private PaymentEvent event(String body) {
        Normalization normalization = normalize(body);
        assertThat(normalization).isInstanceOf(Understood.class);
        return ((Understood) normalization).events().getFirst();
    }

    private Normalization normalize(String body) {
        return adapter.normalize(new VerifiedWebhook(received(Map.of(), body.getBytes(UTF_8)), RECEIVED_AT));
    }

    private static String withMeta(String name, String value) {
        return approved().replaceFirst("\\{", "{\"meta\":{\"" + name + "\":\"" + value + "\"},");
    }

    private static String withTotal(String total) {
        return approved().replace("\"trans_total_value\": 20900", "\"trans_total_value\": " + total);
    }

    private static String withCode(String code) {
        return approved().replace("\"trans_status_code\": 2", "\"trans_status_code\": " + code);
    }

    private static String approved() {
        return sample("STATUS_ALTERADO-approved");
    }

    private static String sample(String name) {
        return new String(Samples.find("braip", name).orElseThrow().body(), UTF_8);
    }
}
