package dev.correnteza.gateways.custom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.simulator.webhook.Sample;
import dev.correnteza.simulator.webhook.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A tenant writes whatever definition, and receives whatever body: a definition has problems or means something, and no body makes one
 * without problems fail. An input is a definition, an empty line and a body.
 */
class DefinitionFuzzTest {
    private static final String EMPTY_LINE = "\n\n";
    private static final Instant RECEIVED_AT = Instant.parse("2026-03-15T12:00:00Z");

    private final CustomAdapter adapter = new CustomAdapter();

    static Stream<byte[]> definitions() {
        return Stream.concat(
                Samples.of("custom").stream().map(DefinitionFuzzTest::written),
                Stream.of(Definitions.of("cobrae").replace("America/Sao_Paulo", "America/Nowhere"))
                        .map(text -> text.getBytes(UTF_8)));
    }

    @MethodSource("definitions")
    @FuzzTest
    void findsAProblemOrAMeaning(byte[] bytes) {
        String[] parts = new String(bytes, UTF_8).split(EMPTY_LINE, 2);
        Map<String, String> settings = Map.of(CustomDefinition.SETTING, parts[0]);
        Account account = new Account("tenant-1", "account-1", settings);

        List<String> problems = adapter.problemsOf(settings);

        assertThat(problems).doesNotContain("").isEqualTo(adapter.problemsOf(settings));
        assertThat(CustomDefinition.of(account).isPresent()).isEqualTo(problems.isEmpty());
        if (problems.isEmpty() && parts.length == 2) {
            ReceivedWebhook webhook = new ReceivedWebhook(account, Map.of(), Map.of(), parts[1].getBytes(UTF_8));
            assertThat(adapter.verify(webhook, new AccountSecrets(List.of()), RECEIVED_AT))
                    .isNotNull();
            assertThat(adapter.normalize(new VerifiedWebhook(webhook, RECEIVED_AT)))
                    .isEqualTo(adapter.normalize(new VerifiedWebhook(webhook, RECEIVED_AT)));
        }
    }

    private static byte[] written(Sample sample) {
        String platform = sample.name().substring(0, sample.name().indexOf('-'));
        return (Definitions.of(platform) + EMPTY_LINE + new String(sample.body(), UTF_8)).getBytes(UTF_8);
    }
}
