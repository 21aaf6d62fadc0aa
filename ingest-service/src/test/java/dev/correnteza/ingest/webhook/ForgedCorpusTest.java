package dev.correnteza.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.Verification.Verified;
import dev.correnteza.ingest.account.Accounts;
import dev.correnteza.ingest.account.HostedAccount;
import dev.correnteza.ingest.account.LoadedAccounts;
import dev.correnteza.simulator.webhook.Sample;
import dev.correnteza.simulator.webhook.Samples;
import dev.correnteza.simulator.webhook.SignedWebhook;
import dev.correnteza.simulator.webhook.WebhookSender;
import dev.correnteza.simulator.webhook.WebhookSenders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Forged requests at every gateway, from a seed: each is a real one with one thing wrong. None gets in. */
class ForgedCorpusTest {
    private static final int AT_LEAST = 100_000;
    private static final Instant NOW = Instant.parse("2026-03-15T12:00:00Z");

    private final Random random = new Random(20_260_315);
    private final LoadedAccounts loaded = LoadedAccounts.ofEveryGateway(NOW);
    private final Accounts accounts = loaded.accounts();

    @Test
    void letsNoForgedRequestIn() {
        List<Template> templates = templates();
        assertThat(templates)
                .allSatisfy(template -> assertThat(isLetIn(template.real()))
                        .as(template.gateway())
                        .isTrue());
        int perTemplate = AT_LEAST / templates.size() + 1;
        Map<String, Integer> letIn = new TreeMap<>();
        int forged = 0;

        for (Template template : templates) {
            for (int i = 0; i < perTemplate; i++) {
                Request request = forge(template);
                forged++;
                if (isLetIn(request)) {
                    letIn.merge(template.gateway(), 1, Integer::sum);
                }
            }
        }

        assertThat(forged).isGreaterThanOrEqualTo(AT_LEAST);
        assertThat(letIn).isEmpty();
    }

    private static String[] gateways() {
        return WebhookSenders.all().stream().map(WebhookSender::gateway).toArray(String[]::new);
    }

    private boolean isLetIn(Request request) {
        Optional<HostedAccount> account =
                accounts.addressedBy(request.gateway(), request.accountId(), request.urlSecret(), NOW);
        if (account.isEmpty()) {
            return false;
        }
        ReceivedWebhook received =
                new ReceivedWebhook(account.get().account(), request.headers(), request.query(), request.body());
        return account.get().adapter().verify(received, account.get().signingSecrets(), NOW) instanceof Verified;
    }

    private List<Template> templates() {
        List<Template> templates = new ArrayList<>();
        for (WebhookSender sender : WebhookSenders.all()) {
            LoadedAccounts.Keys keys = loaded.keys(sender.gateway());
            for (Sample sample : Samples.of(sender.gateway())) {
                SignedWebhook signed = sender.sign(sample, keys.secret(), NOW);
                SignedWebhook otherwise = sender.sign(sample, sender.secretOf("another-accounts-secret-000001"), NOW);
                Sample longer =
                        new Sample(sample.gateway(), sample.name(), sample.contentType(), concat(sample.body(), " "));
                boolean bindsBody = sender.signs()
                        && !headersAndQuery(sender.sign(longer, keys.secret(), NOW))
                                .equals(headersAndQuery(signed));
                SignedWebhook stale = sender.sign(sample, keys.secret(), NOW.minus(Duration.ofDays(40)));
                Template template = new Template(sender, keys, signed, otherwise, stale, bindsBody);
                // An account of a gateway that is defined by data has one definition, and samples of others.
                if (sender.settings().isEmpty() || isLetIn(template.real())) {
                    templates.add(template);
                }
            }
        }
        return templates;
    }

    private Request forge(Template template) {
        boolean proves = template.sender().signs();
        return switch (random.nextInt(proves ? 10 : 3)) {
            case 0 -> template.real().withUrlSecret(changed(template.keys().urlSecret()));
            case 1 ->
                template.real()
                        .withUrlSecret(
                                loaded.anyOther(template.gateway(), random).urlSecret());
            case 2 ->
                template.real()
                        .withAccount(loaded.anyOther(template.gateway(), random).accountId());
            case 3 -> template.request(template.otherwise());
            case 4 -> template.request(template.otherwise()).with(oneProof(template, changed(proofValue(template))));
            case 5 -> template.request(template.otherwise()).with(oneProof(template, ""));
            case 6 -> template.request(template.otherwise()).withoutAnyProof(template.proofs());
            case 7 -> template.isTimed() ? template.request(template.stale()) : template.request(template.otherwise());
            case 8 ->
                template.bindsBody()
                        ? template.real().withBody(changed(template.signed().body()))
                        : template.request(template.otherwise());
            default -> template.request(template.otherwise()).with(foreignProof(template));
        };
    }

    private Map<String, String> oneProof(Template template, String value) {
        return template.proofs().isEmpty()
                ? Map.of()
                : Map.of(template.proofs().get(random.nextInt(template.proofs().size())), value);
    }

    private static String proofValue(Template template) {
        return template.proofs().isEmpty()
                ? "x"
                : template.otherwise().headers().getOrDefault(template.proofs().getFirst(), "x");
    }

    /** What another gateway would send as its proof, with this account's very secret. */
    private Map<String, String> foreignProof(Template template) {
        List<WebhookSender> all = WebhookSenders.all();
        WebhookSender foreign = all.get(random.nextInt(all.size()));
        if (foreign.gateway().equals(template.gateway())) {
            return Map.of();
        }
        Sample sample = Samples.of(foreign.gateway()).getFirst();
        Map<String, String> headers = new TreeMap<>(
                foreign.sign(sample, foreign.secretOf("x".repeat(20)), NOW).headers());
        headers.remove("Content-Type");
        return headers;
    }

    private String changed(String text) {
        int at = random.nextInt(Math.max(1, text.length()));
        if (text.isEmpty()) {
            return "x";
        }
        return switch (random.nextInt(3)) {
            case 0 -> text.substring(0, text.length() - 1);
            case 1 -> text + "0";
            default -> text.substring(0, at) + (text.charAt(at) == 'x' ? 'y' : 'x') + text.substring(at + 1);
        };
    }

    private byte[] changed(byte[] bytes) {
        byte[] flipped = bytes.clone();
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }

    private static byte[] concat(byte[] bytes, String text) {
        return (new String(bytes, UTF_8) + text).getBytes(UTF_8);
    }

    private static List<Map<String, String>> headersAndQuery(SignedWebhook signed) {
        return List.of(signed.headers(), signed.query());
    }

    /** A real request, and the same signed with another secret and at another time. */
    private record Template(
            WebhookSender sender,
            LoadedAccounts.Keys keys,
            SignedWebhook signed,
            SignedWebhook otherwise,
            SignedWebhook stale,
            boolean bindsBody) {
        String gateway() {
            return sender.gateway();
        }

        Request real() {
            return request(signed);
        }

        Request request(SignedWebhook webhook) {
            Map<String, String> headers = new TreeMap<>();
            webhook.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
            return new Request(gateway(), keys.accountId(), keys.urlSecret(), headers, webhook.query(), webhook.body());
        }

        boolean isTimed() {
            return !stale.headers().equals(signed.headers());
        }

        List<String> proofs() {
            return signed.headers().keySet().stream()
                    .filter(name -> !signed.headers()
                            .get(name)
                            .equals(otherwise.headers().get(name)))
                    .toList();
        }
    }

    private record Request(
            String gateway,
            String accountId,
            String urlSecret,
            Map<String, String> headers,
            Map<String, String> query,
            byte[] body) {
        Request withUrlSecret(String secret) {
            return new Request(gateway, accountId, secret, headers, query, body);
        }

        Request withAccount(String id) {
            return new Request(gateway, id, urlSecret, headers, query, body);
        }

        Request withBody(byte[] other) {
            return new Request(gateway, accountId, urlSecret, headers, query, other);
        }

        Request with(Map<String, String> more) {
            Map<String, String> changed = new TreeMap<>(headers);
            more.forEach((name, value) -> changed.put(name.toLowerCase(Locale.ROOT), value));
            return new Request(gateway, accountId, urlSecret, changed, query, body);
        }

        Request withoutAnyProof(List<String> names) {
            Map<String, String> changed = new TreeMap<>(headers);
            names.forEach(name -> changed.remove(name.toLowerCase(Locale.ROOT)));
            return new Request(gateway, accountId, urlSecret, changed, query, body);
        }
    }
}
