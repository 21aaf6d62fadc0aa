package dev.correnteza.simulator.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Woovi: HMAC-SHA1 of the body in base64. Its other signature takes a private key that only Woovi has. */
final class WooviSender implements WebhookSender {
    private static final long FIRST_TEST = 1_750_000_000L;

    @Override
    public String gateway() {
        return "woovi";
    }

    @Override
    public SignedWebhook sign(Sample sample, String secret, Instant now) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            String signature = Base64.getEncoder().encodeToString(mac.doFinal(sample.body()));
            return new SignedWebhook(
                    Map.of("Content-Type", sample.contentType(), "X-OpenPix-Signature", signature), sample.body());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Sample fresh(Sample sample, long number) {
        ObjectNode root = JsonBodies.read(sample.body());
        if (root.has("evento")) {
            root.put("data_criacao", Instant.ofEpochSecond(FIRST_TEST + number).toString());
        }
        for (String name : new String[] {"charge", "pix", "pixQrCode", "payment", "cobr", "dispute"}) {
            rename(JsonBodies.child(root, name), number);
        }
        rename(JsonBodies.child(root, "pix", "charge"), number);
        rename(JsonBodies.child(root, "originalTransaction"), number);
        rename(root, number);
        String refund = "D00000000202608201200%011d".formatted(number);
        JsonBodies.replace(JsonBodies.child(root, "refundTransaction"), "endToEndId", refund);
        if (root.path("event").asString("").endsWith("REFUND_RECEIVED")) {
            JsonBodies.replace(JsonBodies.child(root, "pix"), "endToEndId", refund);
        }
        return sample.withBody(JsonBodies.write(root));
    }

    @Override
    public Sample recent(Sample sample, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        Optional<Instant> sent = Stream.of(
                        root.path("data_criacao"),
                        root.path("charge").path("updatedAt"),
                        root.path("pix").path("time"),
                        root.path("transaction").path("time"),
                        root.path("refundTransaction").path("time"),
                        root.path("cobr").path("tries").path(0).path("updatedAt"))
                .filter(JsonNode::isString)
                .map(time -> Instant.parse(time.stringValue()))
                .max(Comparator.naturalOrder());
        sent.ifPresent(time -> TimeShift.apply(root, Duration.between(time, now)));
        return sample.withBody(JsonBodies.write(root));
    }

    private static void rename(@Nullable ObjectNode object, long number) {
        String id = JsonBodies.uuid(number);
        JsonBodies.replace(object, "correlationID", id);
        JsonBodies.replace(object, "transactionID", id.replace("-", ""));
        JsonBodies.replace(object, "identifier", id.replace("-", ""));
        JsonBodies.replace(object, "endToEndId", "E00000000202608191200%011d".formatted(number));
        JsonBodies.replace(object, "globalID", "RlJFU0g" + number);
    }
}
