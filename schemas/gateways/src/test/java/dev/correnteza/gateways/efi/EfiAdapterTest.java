package dev.correnteza.gateways.efi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
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
import dev.correnteza.gateways.Normalization.PartlyUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.Verification.Verified;
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.simulator.webhook.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EfiAdapterTest extends GatewayAdapterContract {
    private static final String PIX =
            "\"endToEndId\":\"E1\",\"valor\":\"100.00\",\"horario\":\"2026-03-14T12:00:00.000Z\"";

    private final EfiAdapter adapter = new EfiAdapter();

    EfiAdapterTest() {
        super(new EfiAdapter());
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return sample("pix-sent").replace("\"REALIZADO\"", "\"QUASE\"").getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "DEVOLVIDO,,payment.refunded",
        "DEVOLVIDO,ORIGINAL,payment.refunded",
        "DEVOLVIDO,RETIRADA,other",
        "DEVOLVIDO,MED_OPERACIONAL,payment.charged_back",
        "DEVOLVIDO,MED_FRAUDE,payment.charged_back",
        "DEVOLVIDO,MED_PIX_AUTOMATICO,payment.charged_back",
        "EM_PROCESSAMENTO,,payment.refund_requested",
        "EM_PROCESSAMENTO,MED_FRAUDE,payment.disputed",
        "NAO_REALIZADO,,other",
        "NAO_REALIZADO,MED_FRAUDE,other"
    })
    void understandsEveryStateOfARefund(String status, String nature, String type) {
        PaymentEvent event = events(pix(refund("R1", "100.00", status, nature))).getLast();

        assertThat(event.getType()).isEqualTo(type);
        assertThat(event.getRefundedAmountMinor())
                .isEqualTo(status.equals("DEVOLVIDO") && !type.equals("other") ? 10_000L : null);
        assertThat(event.getAmountMinor()).isEqualTo(10_000L);
    }

    @ParameterizedTest
    @CsvSource({"DEVOLVIDA,", "devolvido,", "CONCLUIDA,MED_FRAUDE", "DEVOLVIDO,MED", "DEVOLVIDO,original"})
    void guessesNoStateOfARefund(String status, String nature) {
        assertThat(normalize(pix(refund("R1", "100.00", status, nature))))
                .isInstanceOfSatisfying(
                        NotUnderstood.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Reason.UNKNOWN_STATUS));
    }

    @Test
    void tellsEachRefundOfAGrowingListByItsOwnId() {
        String first = refund("R1", "30.00", "DEVOLVIDO", null);
        String second = refund("R2", "70.00", "DEVOLVIDO", null);

        List<PaymentEvent> before = events(pix(first));
        List<PaymentEvent> after = events(pix(second + "," + first));

        assertThat(before).hasSize(1);
        assertThat(after).extracting(PaymentEvent::getType).containsOnly(EventType.PAYMENT_PARTIALLY_REFUNDED);
        assertThat(after).extracting(PaymentEvent::getRefundedAmountMinor).containsExactly(7_000L, 3_000L);
        assertThat(after.getLast().getEventId()).isEqualTo(before.getFirst().getEventId());
        assertThat(after.getFirst().getEventId()).isNotEqualTo(after.getLast().getEventId());
    }

    @Test
    void readsOneRefundThatIsInNoList() {
        String refund = refund("R1", "100.00", "DEVOLVIDO", null);
        PaymentEvent inAList = events(pix(refund)).getFirst();

        PaymentEvent alone =
                events("{\"pix\":{" + PIX + ",\"devolucoes\":" + refund + "}}").getFirst();

        assertThat(alone.getType()).isEqualTo(EventType.PAYMENT_REFUNDED);
        assertThat(alone.getEventId()).isEqualTo(inAList.getEventId());
    }

    @Test
    void takesCashHandedOutForNoRefundOfTheSale() {
        List<PaymentEvent> events = events(pix(refund("R1", "20.00", "DEVOLVIDO", "RETIRADA")));

        assertThat(events).extracting(PaymentEvent::getType).containsExactly(EventType.PAYMENT_PAID, EventType.OTHER);
        assertThat(events.getFirst().getAmountMinor()).isEqualTo(10_000L);
    }

    @Test
    void takesTheTimeOfTheRefundAndNotOfTheSale() {
        List<PaymentEvent> events = events(sample("pix-refund-partial"));

        assertThat(events)
                .extracting(PaymentEvent::getOccurredAt)
                .containsExactly(Instant.parse("2026-08-20T12:01:02Z"), Instant.parse("2026-08-20T12:09:02Z"));
    }

    @ParameterizedTest
    @CsvSource({"REALIZADO,payout.paid", "NAO_REALIZADO,payout.failed", "EM_PROCESSAMENTO,payout.pending"})
    void neverTakesASentPixForASale(String status, String type) {
        PaymentEvent event = events(sample("pix-sent").replace("\"REALIZADO\"", "\"" + status + "\""))
                .getFirst();

        assertThat(event.getType()).isEqualTo(type);
        assertThat(event.getGatewayEventId()).isEqualTo("123ABC");
        assertThat(event.getGatewayTransactionId()).isNull();
        assertThat(event.getEndToEndId()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"tipo\": \"SOLICITACAO\",',''",
        "'\"tipo\": \"SOLICITACAO\"','\"tipo\": \"RECEBIMENTO\"'",
        "'\"status\": \"REALIZADO\",',''"
    })
    void takesWhatIsHalfASentPixForNothingElse(String part, String instead) {
        assertThat(normalize(sample("pix-sent").replace(part, instead))).isInstanceOf(NotUnderstood.class);
    }

    @Test
    void countsTheGoodOnesWhereOneIsNotUnderstood() {
        assertThat(normalize(sample("pix-partly_understood")))
                .isInstanceOfSatisfying(PartlyUnderstood.class, partly -> {
                    assertThat(partly.events())
                            .extracting(PaymentEvent::getEndToEndId)
                            .containsExactly("E00000000202608191200EXAMPLE0014");
                    assertThat(partly.rest()).isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, "EM_ANALISE"));
                });
        String good = refund("R1", "30.00", "DEVOLVIDO", null);
        assertThat(normalize(pix(refund("R2", "70.00", "QUASE", null) + "," + good)))
                .isInstanceOf(PartlyUnderstood.class);
    }

    @Test
    void takesOneTxidThatIsPaidTwiceForTwoPayments() {
        String body = sample("pix-multiple").replace("000000000002\"", "000000000001\"");

        List<PaymentEvent> events = events(body);

        assertThat(events)
                .extracting(PaymentEvent::getWebhookToken)
                .containsOnly("aaaaaaaa-bbbb-4ccc-8ddd-000000000001");
        assertThat(events).extracting(PaymentEvent::getEventId).doesNotHaveDuplicates();
        assertThat(events).extracting(PaymentEvent::getGatewayTransactionId).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "AAAAAAAABBBB4CCC8DDD000000000001,aaaaaaaa-bbbb-4ccc-8ddd-000000000001,",
        "fc9a43k6ff384ryP5f41719,,fc9a43k6ff384ryP5f41719",
        "aaaaaaaabbbb4ccc8ddd00000000000,,aaaaaaaabbbb4ccc8ddd00000000000",
        "aaaaaaaabbbb4ccc8ddd0000000000012,,aaaaaaaabbbb4ccc8ddd0000000000012",
        ",,"
    })
    void carriesOurTokenBackInTheTxid(String txid, String token, String reference) {
        String body = "{\"pix\":[{" + PIX + ",\"txid\":" + (txid == null ? "null" : "\"" + txid + "\"") + "}]}";

        PaymentEvent event = events(body).getFirst();

        assertThat(event.getWebhookToken()).isEqualTo(token);
        assertThat(event.getExternalReference()).isEqualTo(reference);
    }

    @Test
    void readsThePayerAndTheFee() {
        PaymentEvent event = events(sample("pix-received-gnextras").replace("12345678000195", "12ABC34501DE35"))
                .getFirst();

        assertThat(event.getCustomer().getDocument()).isEqualTo("12ABC34501DE35");
        assertThat(event.getCustomer().getDocumentType()).isEqualTo(DocumentType.CNPJ);
        assertThat(event.getFeeAmountMinor()).isEqualTo(1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"0.001\"", "\"-1.00\"", "\"1,00\"", "\"\"", "null", "\"muito\"", "{}"})
    void doesNotUnderstandAValueItCannotRead(String value) {
        assertThat(normalize("{\"pix\":[{" + PIX.replace("\"100.00\"", value) + "}]}"))
                .isEqualTo(new NotUnderstood(Reason.UNREADABLE_AMOUNT, "pix.valor"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"pix\":[]}", "{\"pix\":null}", "{\"teste\":true}"})
    void takesATestOfTheAddressForNothing(String body) {
        assertThat(events(body)).extracting(PaymentEvent::getType).containsExactly(EventType.OTHER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"recs\":[{\"idRec\":\"R1\"}]}", "{\"cobsr\":[{\"txid\":\"t\"}]}", "{\"pix\":\"E1\"}"})
    void takesNothingElseForATest(String body) {
        assertThat(normalize(body)).isInstanceOf(NotUnderstood.class);
    }

    @Test
    void acceptsTheValueWithThePathThatWasAppendedToIt() {
        var secret = new AccountSecrets(List.of(new SigningSecret("secret", Instant.EPOCH, null)));

        assertThat(adapter.verify(webhook(ACCOUNT, Map.of("hmac", "secret/pix")), secret, RECEIVED_AT))
                .isInstanceOf(Verified.class);
        assertThat(adapter.verify(webhook(ACCOUNT, Map.of("hmac", "secret", "ignorar", "/pix")), secret, RECEIVED_AT))
                .isInstanceOf(Verified.class);
        assertThat(adapter.verify(webhook(ACCOUNT, Map.of("hmac", "/pix")), secret, RECEIVED_AT))
                .isEqualTo(new Rejected(Rejection.PROOF_MISSING));
    }

    @Test
    void acceptsTheAddressAsProofOnlyWhereTheAccountHasNoSecretAndSaysSo() {
        var byUrl = new Account("tenant-1", "account-1", Map.of("authentication", "url"));
        var secret = new AccountSecrets(List.of(new SigningSecret("secret", Instant.EPOCH, null)));
        var none = new AccountSecrets(List.of());

        assertThat(adapter.verify(webhook(byUrl, Map.of()), none, RECEIVED_AT)).isInstanceOf(Verified.class);
        assertThat(adapter.verify(webhook(byUrl, Map.of()), secret, RECEIVED_AT))
                .isEqualTo(new Rejected(Rejection.PROOF_MISSING));
        assertThat(adapter.verify(webhook(ACCOUNT, Map.of()), none, RECEIVED_AT))
                .isEqualTo(new Rejected(Rejection.NO_SECRET_CONFIGURED));
        assertThat(adapter.pathSuffixes()).containsExactly("pix");
    }

    @Test
    void tellsOnlyAsManyFactsAsCopiesOfTheBodyFitIntoMemory() {
        String body = "{\"pix\":["
                + IntStream.range(0, 5_000)
                        .mapToObj(i -> "{\"endToEndId\":\"E" + i + "\",\"valor\":\"1.00\"}")
                        .collect(joining(","))
                + "]}";

        Normalization result = normalize(body);

        // Never printed: it holds the body thousands of times.
        assertThat(result instanceof PartlyUnderstood).isTrue();
        PartlyUnderstood some = (PartlyUnderstood) result;
        assertThat(some.rest().reason()).isEqualTo(Reason.TOO_MANY_EVENTS);
        assertThat((long) some.events().size() * body.length()).isBetween(16_000_000L, 16L * 1_024 * 1_024);
    }

    private static ReceivedWebhook webhook(Account account, Map<String, String> query) {
        return new ReceivedWebhook(
                account, Map.of(), query, sample("pix-received").getBytes(UTF_8));
    }

    private static String pix(String refunds) {
        return "{\"pix\":[{" + PIX + ",\"devolucoes\":[" + refunds + "]}]}";
    }

    private static String refund(String id, String amount, String status, String nature) {
        String optional = nature == null ? "" : ",\"natureza\":\"" + nature + "\"";
        return "{\"id\":\"" + id + "\",\"valor\":\"" + amount + "\",\"status\":\"" + status + "\"" + optional + "}";
    }

    private List<PaymentEvent> events(String body) {
        Normalization result = normalize(body);
        assertThat(result).isInstanceOf(Understood.class);
        return ((Understood) result).events();
    }

    private Normalization normalize(String body) {
        return adapter.normalize(new VerifiedWebhook(received(Map.of(), body.getBytes(UTF_8)), RECEIVED_AT));
    }

    private static String sample(String name) {
        return new String(Samples.find("efi", name).orElseThrow().body(), UTF_8);
    }
}
