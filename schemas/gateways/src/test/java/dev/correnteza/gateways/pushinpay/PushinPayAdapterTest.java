package dev.correnteza.gateways.pushinpay;

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
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.Verification.Verified;
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.simulator.webhook.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushinPayAdapterTest extends GatewayAdapterContract {
    private static final String TOKEN = "0197b1d2-0000-4000-8000-00000000abcd";

    private final PushinPayAdapter adapter = new PushinPayAdapter();

    PushinPayAdapterTest() {
        super(new PushinPayAdapter());
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return paid().replace("\"paid\"", "\"almost_paid\"").getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"created,payment.pending", "paid,payment.paid", "expired,payment.expired", "canceled,payment.canceled"})
    void understandsEveryDocumentedStatus(String status, String type) {
        assertThat(event(paid().replace("\"paid\"", "\"" + status + "\"")).getType())
                .isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refunded", "completed", "approved", "pending", "cancelled", "PAID"})
    void takesNoWordForPaidThatIsNotDocumented(String status) {
        assertThat(normalize(paid().replace("\"paid\"", "\"" + status + "\"")))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, status));
    }

    @Test
    void takesTheIdForTheSameInAnyCase() {
        PaymentEvent upper = event(paid());
        PaymentEvent lower = event(paid().replace(
                        upper.getGatewayTransactionId().toUpperCase(Locale.ROOT), upper.getGatewayTransactionId()));

        assertThat(upper.getGatewayTransactionId()).isEqualTo("9c29870c-9f69-4bb6-90d3-2dce9453bb45");
        assertThat(lower.getEventId()).isEqualTo(upper.getEventId());
        assertThat(lower.getGatewayTransactionId()).isEqualTo(upper.getGatewayTransactionId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-www-form-urlencoded", "text/plain; charset=utf-8", ""})
    void readsJsonAndFormsAsTheSameFactWhateverTheContentType(String contentType) {
        PaymentEvent json = event(normalize(contentType, paid()));
        PaymentEvent form = event(normalize(contentType, sample("paid-reconstructed-form")));

        assertThat(form.getEventId()).isEqualTo(json.getEventId());
        assertThat(form.getAmountMinor()).isEqualTo(json.getAmountMinor()).isEqualTo(1_990L);
        assertThat(form.getEndToEndId()).isEqualTo(json.getEndToEndId());
        assertThat(form.getCustomer()).isEqualTo(json.getCustomer());
    }

    @Test
    void takesAnEmptyFieldOfAFormForAbsent() {
        PaymentEvent event = event("id=9C29870C&value=1990&status=expired&end_to_end_id=&payer_name="
                + "&payer_national_registration=&webhook_url=");

        assertThat(event.getEndToEndId()).isNull();
        assertThat(event.getCustomer()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "\"\"", "[]", "{}", "true"})
    void belongsToNobodyWithoutAnId(String id) {
        String body = id.isEmpty()
                ? paid().replaceFirst("\"id\"", "\"no_id\"")
                : paid().replaceFirst("(\"id\"\\s*:\\s*)\"[^\"]*\"", "$1" + id);

        assertThat(normalize(body)).isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"19.9", "-1990", "\"many\"", "1e30", "[]", "{}", "null", "\"\"", "\"19,90\""})
    void doesNotUnderstandAValueItCannotRead(String value) {
        assertThat(normalize(paid().replace("1990", value)))
                .isEqualTo(new NotUnderstood(Reason.UNREADABLE_AMOUNT, "value"));
    }

    @ParameterizedTest
    @CsvSource({"1990.0,1990", "5e1,50", "\"1990\",1990", "0,0"})
    void readsWholeCentsHoweverTheyAreWritten(String value, long minor) {
        assertThat(event(paid().replace("1990", value)).getAmountMinor()).isEqualTo(minor);
    }

    @Test
    void readsDocumentsWithPunctuationAndLetters() {
        PaymentEvent company = event(paid().replace("12345678909", "12.ABC.345/01DE-35"));
        PaymentEvent person = event(paid().replace("12345678909", "123.456.789-09"));

        assertThat(company.getCustomer().getDocument()).isEqualTo("12ABC34501DE35");
        assertThat(company.getCustomer().getDocumentType()).isEqualTo(DocumentType.CNPJ);
        assertThat(person.getCustomer().getDocument()).isEqualTo("12345678909");
        assertThat(person.getCustomer().getDocumentType()).isEqualTo(DocumentType.CPF);
    }

    @Test
    void carriesOurTokenBackInTheAddressOfTheCharge() {
        String url = "https://hooks.example.com/webhooks/pushinpay/a/s?x=1&webhook_token=" + TOKEN
                + "&tracking_token=ctk_0123456789abcdefghij#end";
        PaymentEvent json = event(paid().replaceFirst("\\{", "{\"webhook_url\":\"" + url + "\","));
        PaymentEvent form =
                event(sample("paid-reconstructed-form") + "&webhook_url=" + java.net.URLEncoder.encode(url, UTF_8));

        assertThat(List.of(json, form)).allSatisfy(event -> {
            assertThat(event.getWebhookToken()).isEqualTo(TOKEN);
            assertThat(event.getTrackingToken()).isEqualTo("ctk_0123456789abcdefghij");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://x.example.com", "https://x.example.com/?webhook_token=%zz", "?webhook_token=abc", "[]"})
    void findsNoTokenWhereThereIsNone(String url) {
        PaymentEvent event = event(paid().replaceFirst("\\{", "{\"webhook_url\":\"" + url + "\","));

        assertThat(event.getWebhookToken()).isNull();
        assertThat(event.getType()).isEqualTo(EventType.PAYMENT_PAID);
    }

    @Test
    void prefersTheTokenOfTheAddressThatWasCalled() {
        String other = TOKEN.replace('a', 'b');
        String body =
                paid().replaceFirst("\\{", "{\"webhook_url\":\"https://x.example.com/?webhook_token=" + other + "\",");
        var received = new ReceivedWebhook(ACCOUNT, Map.of(), Map.of("webhook_token", TOKEN), body.getBytes(UTF_8));

        PaymentEvent event = event(adapter.normalize(new VerifiedWebhook(received, RECEIVED_AT)));

        assertThat(event.getWebhookToken()).isEqualTo(TOKEN);
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

    private PaymentEvent event(String body) {
        return event(normalize(body));
    }

    private static PaymentEvent event(Normalization normalization) {
        assertThat(normalization).isInstanceOf(Understood.class);
        return ((Understood) normalization).events().getFirst();
    }

    private Normalization normalize(String body) {
        return normalize("", body);
    }

    private Normalization normalize(String contentType, String body) {
        Map<String, String> headers = contentType.isEmpty() ? Map.of() : Map.of("Content-Type", contentType);
        return adapter.normalize(new VerifiedWebhook(received(headers, body.getBytes(UTF_8)), RECEIVED_AT));
    }

    private static String paid() {
        return sample("paid");
    }

    private static String sample(String name) {
        return new String(Samples.find("pushinpay", name).orElseThrow().body(), UTF_8);
    }
}
