package dev.correnteza.gateways;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;

import dev.correnteza.gateways.custom.Definitions;
import dev.correnteza.gateways.payload.FormPayload;
import dev.correnteza.gateways.payload.UnreadablePayload;
import dev.correnteza.simulator.webhook.Sample;
import dev.correnteza.simulator.webhook.Samples;
import dev.correnteza.simulator.webhook.SignedWebhook;
import dev.correnteza.simulator.webhook.WebhookSender;
import dev.correnteza.simulator.webhook.WebhookSenders;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request to any gateway written into one sequence of bytes, of which every one means something: what is fuzzed is then a file that
 * can be read.
 *
 * <pre>
 * hotmart?webhook_token=0197b1d2-0000-4000-8000-00000000abcd
 * content-type: application/json
 *
 * {"event": …
 * </pre>
 *
 * <p>After {@code custom} stands which of the invented platforms: {@code custom/cobrae}. A name that no gateway has is taken for some
 * gateway, always the same.
 */
record WrittenRequest(GatewayAdapter adapter, WebhookSender sender, ReceivedWebhook received) {
    private static final String CUSTOM = "custom";

    static WrittenRequest read(byte[] bytes) {
        int end = endOfHead(bytes);
        String[] head = new String(bytes, 0, end, ISO_8859_1).split("\n", -1);
        byte[] body = Arrays.copyOfRange(bytes, Math.min(end + 2, bytes.length), bytes.length);
        String[] address = head[0].split("\\?", 2);
        String[] names = address[0].split("/", 2);
        GatewayAdapter adapter = adapter(names[0]);
        WebhookSender sender = WebhookSenders.find(adapter.gateway().name()).orElseThrow();
        Map<String, String> settings = names.length == 2 && names[0].equals(CUSTOM)
                ? Definitions.settings(names[1]).orElseGet(sender::settings)
                : sender.settings();
        return new WrittenRequest(
                adapter,
                sender,
                new ReceivedWebhook(
                        new Account("tenant-1", "account-1", settings),
                        headers(head),
                        address.length == 2 ? query(address[1]) : Map.of(),
                        body));
    }

    /** Every sample of every gateway as its simulator would post it. */
    static Stream<byte[]> samples(String secret, Instant now) {
        return WebhookSenders.all().stream()
                .flatMap(sender -> Samples.of(sender.gateway()).stream()
                        .map(sample -> written(sample, sender.sign(sample, sender.secretOf(secret), now))));
    }

    private static byte[] written(Sample sample, SignedWebhook signed) {
        String platform = sample.gateway().equals(CUSTOM)
                ? "/" + sample.name().substring(0, sample.name().indexOf('-'))
                : "";
        String query = signed.query().entrySet().stream()
                .map(parameter -> URLEncoder.encode(parameter.getKey(), ISO_8859_1) + "="
                        + URLEncoder.encode(parameter.getValue(), ISO_8859_1))
                .collect(joining("&"));
        String headers = signed.headers().entrySet().stream()
                .map(header -> "\n" + header.getKey().toLowerCase(Locale.ROOT) + ": " + header.getValue())
                .sorted()
                .collect(joining());
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        written.writeBytes((sample.gateway() + platform + (query.isEmpty() ? "" : "?" + query) + headers + "\n\n")
                .getBytes(ISO_8859_1));
        written.writeBytes(signed.body());
        return written.toByteArray();
    }

    private static int endOfHead(byte[] bytes) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] == '\n' && bytes[i + 1] == '\n') {
                return i;
            }
        }
        return bytes.length;
    }

    private static GatewayAdapter adapter(String name) {
        Optional<GatewayAdapter> known = Gateways.find(name);
        return known.orElseGet(() ->
                Gateways.all().get(Math.floorMod(name.hashCode(), Gateways.all().size())));
    }

    private static Map<String, String> headers(String[] head) {
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < head.length; i++) {
            int colon = head[i].indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(
                        head[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        head[i].substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private static Map<String, String> query(String text) {
        try {
            return FormPayload.parameters(text);
        } catch (UnreadablePayload e) {
            return Map.of();
        }
    }
}
