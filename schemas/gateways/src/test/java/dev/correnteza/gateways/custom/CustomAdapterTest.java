package dev.correnteza.gateways.custom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.type.EventType;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.AccountSecrets.SigningSecret;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.GatewayAdapterContract;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.simulator.webhook.Sample;
import dev.correnteza.simulator.webhook.Samples;
import dev.correnteza.simulator.webhook.SignedWebhook;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract with a platform that signs its time and the body, and what holds for every definition. */
class CustomAdapterTest extends GatewayAdapterContract {
    private final CustomAdapter adapter = new CustomAdapter();

    CustomAdapterTest() {
        super(new CustomAdapter());
    }

    @Override
    protected boolean isOwn(Sample sample) {
        return sample.name().startsWith("lojasol-");
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return paid().replace("order.paid", "order.almost_paid").getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "order.created,payment.pending",
        "order.paid,payment.paid",
        "order.expired,payment.expired",
        "order.refunded,payment.refunded",
        "order.chargeback,payment.charged_back",
        "webhook.ping,other"
    })
    void understandsEveryWordOfItsTable(String word, String type) {
        assertThat(event(paid().replace("order.paid", word)).getType()).isEqualTo(type);
    }

    @Test
    void tellsOnePaidFactHoweverManyNoticesThereAreAndWhateverTheDefinitionSays() {
        String everyNotice = Definitions.of("lojasol").replace("body.data.?refund.?id", "body.id");
        assertThat(everyNotice).isNotEqualTo(Definitions.of("lojasol"));
        PaymentEvent one = event(everyNotice, paid());
        PaymentEvent again = event(everyNotice, paid().replace("evt_1001", "evt_2002"));

        assertThat(again.getEventId())
                .isEqualTo(one.getEventId())
                .isEqualTo(event(paid()).getEventId());
        assertThat(again.getGatewayEventId()).isNotEqualTo(one.getGatewayEventId());
    }

    @Test
    void tellsTwoPartialRefundsApartAndNeverGuessesThem() {
        String refund = sample("lojasol-order_partially_refunded");

        assertThat(event(refund.replace("RF-1", "RF-2")).getEventId())
                .isNotEqualTo(event(refund).getEventId());
        assertThat(normalize(refund.replace("\"refund\"", "\"x\"")))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "occurrence"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id\": \"LS-2026-000077\"|\"x\": 1|MISSING_FIELD|transactionId",
                "\"id\": \"LS-2026-000077\"|\"id\": {\"a\": 1}|MISSING_FIELD|transactionId",
                "19790|\"19.790,00\"|UNREADABLE_AMOUNT|money.amount",
                "19790|197.90|UNREADABLE_AMOUNT|money.amount",
                "\"total_cents\": 19790|\"total_cents\": null|MISSING_FIELD|money.amount",
                "\"total_cents\": 19790|\"total_cents\": \"\"|UNREADABLE_AMOUNT|money.amount",
                "\"BRL\"|\"REAIS\"|UNKNOWN_CURRENCY|money.currency",
                "2026-03-10T14:22:31-03:00|10.03.2026|UNREADABLE_TIME|occurredAt",
                "\"last_name\"|\"surname\"|MISSING_FIELD|customer.name",
                "\"title\": \"Apostila\"|\"x\": 1|MISSING_FIELD|items.name",
                "\"metadata\": [|\"metadata\": \"none\", \"y\": [|MISSING_FIELD|webhookToken",
                "order.paid|cliente@example.com|UNKNOWN_STATUS|type"
            })
    void namesTheFieldThatIsNotUnderstoodAndNothingOfThePayload(
            String found, String changed, Reason reason, String field) {
        String body = paid();
        assertThat(body).contains(found);

        assertThat(normalize(body.replaceFirst(java.util.regex.Pattern.quote(found), changed)))
                .isEqualTo(new NotUnderstood(reason, field));
    }

    @Test
    void tellsTheCurrencyOfItsItemsWhereNoAmountIsTold() {
        String definition = Definitions.of("lojasol").replace("order.total_cents", "order.?total_cents");
        String body = paid().replace("order.paid", "order.expired")
                .replace("\"total_cents\"", "\"x\"")
                .replace("\"fee_cents\"", "\"y\"");

        PaymentEvent event = event(definition, body);

        assertThat(event.getAmountMinor()).isNull();
        assertThat(event.getFeeAmountMinor()).isNull();
        assertThat(event.getItems())
                .first()
                .extracting(Item::getUnitAmountMinor)
                .isEqualTo(14_790L);
        assertThat(event.getCurrency()).isEqualTo("BRL");
    }

    @Test
    void takesTheTokenOfTheAddressBeforeTheOneOfThePayload() {
        String ofAddress = "0197b1d2-0000-4000-8000-00000000abcd";

        PaymentEvent event = ((Understood) adapter.normalize(new VerifiedWebhook(
                        received(
                                account(settings()),
                                Map.of(),
                                Map.of("webhook_token", ofAddress),
                                paid().getBytes(UTF_8)),
                        RECEIVED_AT)))
                .events()
                .getFirst();

        assertThat(event.getWebhookToken()).isEqualTo(ofAddress);
        assertThat(event.getTrackingToken()).isEqualTo("ctk_0123456789abcdefghij");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"verification\":{\"scheme\":\"url\"}}", "not json"})
    void refusesEverythingAndUnderstandsNothingWithoutAReadableDefinition(String definition) {
        SignedWebhook signed =
                sign(Samples.find("custom", "lojasol-order_paid").orElseThrow(), "a-secret-of-this-account");
        Map<String, String> settings = definition.isEmpty() ? Map.of() : Map.of("definition", definition);
        ReceivedWebhook webhook = received(account(settings), signed.headers(), signed.query(), signed.body());
        AccountSecrets secrets = new AccountSecrets(List.of(new SigningSecret("any", Instant.EPOCH, null)));

        assertThat(adapter.verify(webhook, secrets, RECEIVED_AT))
                .isEqualTo(new Rejected(Rejection.NO_SECRET_CONFIGURED));
        assertThat(adapter.normalize(new VerifiedWebhook(webhook, RECEIVED_AT)))
                .isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "setting definition"));
        assertThat(adapter.problemsOf(settings)).isNotEmpty();
    }

    @Test
    void keepsTheHeadersThatItsDefinitionReadsAndNoOthers() {
        Account assinaja = account(Map.of("definition", Definitions.of("assinaja")));
        Map<String, String> headers = Map.of("webhook-id", "msg_1", "webhook-signature", "v1,x");

        assertThat(EventSource.raw(adapter, received(assinaja, headers, Map.of(), new byte[0]))
                        .getHeaders())
                .containsOnlyKeys("webhook-id");
        assertThat(EventSource.raw(adapter, received(account(settings()), headers, Map.of(), new byte[0]))
                        .getHeaders())
                .isEmpty();
    }

    @Test
    void hasNoProblemWithTheSettingsOfItsSamples() {
        assertThat(adapter.problemsOf(settings())).isEmpty();
        assertThat(EventType.ALL).contains(event(paid()).getType());
    }

    private static Account account(Map<String, String> settings) {
        return new Account("tenant-1", "account-1", settings);
    }

    private static String paid() {
        return sample("lojasol-order_paid");
    }

    private static String sample(String name) {
        return new String(Samples.find("custom", name).orElseThrow().body(), UTF_8);
    }

    private PaymentEvent event(String definition, String body) {
        Account account = account(Map.of("definition", definition));
        return ((Understood) adapter.normalize(
                        new VerifiedWebhook(received(account, Map.of(), Map.of(), body.getBytes(UTF_8)), RECEIVED_AT)))
                .events()
                .getFirst();
    }

    private PaymentEvent event(String body) {
        return ((Understood) normalize(body)).events().getFirst();
    }

    private Normalization normalize(String body) {
        return adapter.normalize(new VerifiedWebhook(
                received(account(settings()), Map.of(), Map.of(), body.getBytes(UTF_8)), RECEIVED_AT));
    }
}
