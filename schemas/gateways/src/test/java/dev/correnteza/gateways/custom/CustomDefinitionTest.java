package dev.correnteza.gateways.custom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.custom.CustomDefinitionCheck.Result;
import dev.correnteza.gateways.custom.CustomDefinitionCheck.SampleWebhook;
import dev.correnteza.simulator.webhook.Sample;
import dev.correnteza.simulator.webhook.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading definitions, and checking them against samples. */
class CustomDefinitionTest {
    private static final Account ACCOUNT = new Account("tenant-1", "account-1", Map.of());
    private static final Instant AT = Instant.parse("2026-03-15T12:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"lojasol", "assinaja", "cobrae"})
    void findsNoProblemInTheDefinitionsOfTheSamples(String platform) {
        List<SampleWebhook> samples = Samples.of("custom").stream()
                .filter(sample -> sample.name().startsWith(platform))
                .map(CustomDefinitionTest::webhook)
                .toList();

        Result result = CustomDefinitionCheck.check(Definitions.of(platform), samples, ACCOUNT, AT);

        assertThat(result.problems()).isEmpty();
        assertThat(result.isAcceptable()).isTrue();
        assertThat(result.meanings()).hasSameSizeAs(samples).isNotEmpty();
    }

    @Test
    void readsTheExampleOfTheReadmeAsItSays() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        SampleWebhook webhook =
                new SampleWebhook(Map.of(), Map.of(), block(readme, "webhook").getBytes(UTF_8));

        Result result = CustomDefinitionCheck.check(block(readme, "definition"), List.of(webhook), ACCOUNT, AT);

        assertThat(result.problems()).isEmpty();
        PaymentEvent event =
                ((Understood) result.meanings().getFirst()).events().getFirst();
        assertThat(event.getType()).isEqualTo("payment.paid");
        assertThat(event.getGatewayTransactionId()).isEqualTo("4711");
        assertThat(event.getOccurredAt()).isEqualTo(Instant.parse("2026-03-10T17:22:31Z"));
        assertThat(event.getAmountMinor()).isEqualTo(19_790L);
        assertThat(event.getCurrency()).isEqualTo("BRL");
        assertThat(event.getMethod()).isEqualTo(PaymentMethod.PIX);
        assertThat(event.getCustomer().getEmail()).isEqualTo("cliente@example.com");
    }

    @Test
    void saysWhichFieldOfASampleIsNotUnderstood() {
        SampleWebhook sample = new SampleWebhook(
                Map.of(), Map.of(), "{\"event\": \"order.paid\", \"cpf\": \"12345678909\"}".getBytes(UTF_8));

        Result result = CustomDefinitionCheck.check(Definitions.of("lojasol"), List.of(sample), ACCOUNT, AT);

        assertThat(result.isAcceptable()).isFalse();
        assertThat(result.meanings()).singleElement().isInstanceOfSatisfying(NotUnderstood.class, refusal -> {
            assertThat(refusal.reason()).isEqualTo(Reason.MISSING_FIELD);
            assertThat(refusal.detail()).isNotBlank().doesNotContain("12345678909");
        });
    }

    @Test
    void readsHeadersInAnyCaseWhereTheDefinitionAsksForThem() {
        String definition = Definitions.of("lojasol")
                .replace("\"value\": \"body.event\"", "\"value\": \"headers['x-event']\"")
                .replaceFirst("\"mapping\"", "\"reads\": {\"headers\": [\"X-Event\"]}, \"mapping\"");
        byte[] body = Samples.find("custom", "lojasol-order_paid").orElseThrow().body();

        Result result = CustomDefinitionCheck.check(
                definition,
                List.of(
                        new SampleWebhook(Map.of("X-EVENT", "order.refunded"), Map.of(), body),
                        new SampleWebhook(Map.of(), Map.of(), body)),
                ACCOUNT,
                AT);

        assertThat(((Understood) result.meanings().getFirst())
                        .events()
                        .getFirst()
                        .getType())
                .isEqualTo("payment.refunded");
        assertThat(result.meanings().getLast()).isEqualTo(new NotUnderstood(Reason.MISSING_FIELD, "type"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"scheme\": \"hmac\"|\"scheme\": \"md5\"|verification.scheme: unknown",
                "\"SHA256\"|\"MD5\"|verification.algorithm: \"MD5\" (expected: SHA1, SHA256, SHA512)",
                "\"hex\"|\"HEX\"|verification.encoding: \"HEX\" (expected: base64, hex)",
                "\"header\": \"X-Lojasol-Signature\"|\"field\": \"a\"|verification.scheme: without a place",
                "\"prefix\"|\"query\": \"s\", \"prefix\"|verification.scheme: with several places",
                "\"X-Lojasol-Signature\"|\"X Signature\"|verification.header: no name of a header",
                "\"body\": \"raw\"|\"text\": \"x\"|verification.signed: without the body",
                "\"body\": \"raw\"|\"body\": \"json\"|verification.signed[2].body: unknown (expected: raw)",
                "\"text\": \".\"|\"txt\": \".\"|verification.signed[1].txt: unknown (expected: body, header, query, text)",
                "\"text\": \".\"|\"text\": \".\", \"query\": \"q\"|verification.signed[1]: several",
                "\"unit\": \"seconds\"|\"unit\": \"minutes\"|verification.timestamp.unit: \"minutes\"",
                "\"toleranceSeconds\": 300|\"toleranceSeconds\": 86400|verification.timestamp.toleranceSeconds: out of range",
                "\"timestamp\": \\{\\s+\"header\": \"X-Lojasol-Timestamp\"|\"timestamp\": {\"header\": \"X-Other\"|verification.timestamp: not signed",
                "\"mapping\"|\"reads\": {\"headers\": [\"X-Lojasol-Signature\"]}, \"mapping\"|reads.headers: x-lojasol-signature",
                "\"mapping\"|\"reads\": {\"headers\": [\"Authorization\"]}, \"mapping\"|reads.headers: authorization",
                "\"mapping\"|\"mappings\": {}, \"mapping\"|mappings: unknown (expected: mapping, reads, verification)",
                "\"payment.paid\"|\"payment.pay\"|mapping.type.words.order.paid: \"payment.pay\"",
                "\"body.event\"|\"body.event(\"|mapping.type.value: ",
                "\"body.event\"|7|mapping.type.value: of another kind (expected: a text)",
                "\"transactionId\"|\"transactionid\"|mapping.transactionId: missing (expected: an expression)",
                "\"occurrence\"|\"eventid\"|mapping.occurrence: missing",
                "\"format\": \"iso\"|\"format\": \"rfc\"|mapping.occurredAt.format: unknown",
                "America/Sao_Paulo|America/Sampa|mapping.occurredAt.zone: unknown",
                "\"format\": \"iso\"|\"format\": \"pattern\", \"pattern\": \"dd/MM/yyyy\"|mapping.occurredAt.pattern: not usable",
                "\"unit\": \"minor\"|\"unit\": \"cents\"|mapping.money.unit: \"cents\" (expected: major, minor)",
                "\"amount\": \"body|\"amounts\": \"body|mapping.money.amount: missing",
                "\"currency\": \"body.data.order.currency\"|\"currency\": \"\"|mapping.money.currency: blank",
                "\"PIX\"|\"pix\"|mapping.method.words.pix: \"pix\"",
                "\"string\\(item.product_id\\)\"|\"item.product_id.matches('x')\"|mapping.items.productId: undeclared reference",
                "\"each\": \"body.data.order.items\"|\"each\": \"item.x\"|mapping.items.each: undeclared reference to 'item'",
                "\"order.paid\": \"payment.paid\"|\"order.paid\": \"subscription.started\"|mapping.subscriptionId: missing"
            })
    void saysWhereADefinitionIsWrongAndWhatWasExpected(String found, String changed, String problem) {
        String definition = Definitions.of("lojasol");
        String broken = definition.replaceFirst(found, Matcher.quoteReplacement(changed));
        assertThat(broken).isNotEqualTo(definition);

        assertThat(CustomDefinitionCheck.problemsOf(broken))
                .anySatisfy(told -> assertThat(told).startsWith(problem));
        assertThat(CustomDefinitionCheck.check(broken, List.of(), ACCOUNT, AT).isAcceptable())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{\"mapping\": {}, \"mapping\": {}}", "{}", "{\"verification\": [], \"mapping\": 1}"})
    void refusesWhatIsNoDefinitionAtAll(String text) {
        assertThat(CustomDefinitionCheck.problemsOf(text)).isNotEmpty();
        assertThat(CustomDefinition.read(text).definition()).isEmpty();
    }

    @Test
    void takesNoDefinitionThatIsTooLong() {
        String longest = Definitions.of("lojasol");
        longest += " ".repeat(CustomDefinition.MAX_LENGTH - longest.length());

        assertThat(CustomDefinitionCheck.problemsOf(longest)).isEmpty();
        assertThat(CustomDefinitionCheck.problemsOf(longest + " "))
                .singleElement()
                .asString()
                .startsWith("too long");
        assertThat(CustomDefinition.of(new Account("t", "a", Map.of("definition", longest))))
                .isPresent();
        assertThat(CustomDefinition.of(new Account("t", "a", Map.of("definition", longest + " "))))
                .isEmpty();
    }

    @Test
    void compilesADefinitionOnce() {
        Account account = new Account("t", "a", Map.of("definition", Definitions.of("assinaja")));

        assertThat(CustomDefinition.of(account))
                .containsSame(CustomDefinition.of(account).orElseThrow());
    }

    private static SampleWebhook webhook(Sample sample) {
        return new SampleWebhook(Map.of("Webhook-Id", "msg_1"), Map.of(), sample.body());
    }

    private static String block(String readme, String name) {
        Matcher block = Pattern.compile("```json " + name + "\n(.*?)```", Pattern.DOTALL)
                .matcher(readme);
        assertThat(block.find()).isTrue();
        return block.group(1);
    }
}
