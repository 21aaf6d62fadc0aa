package dev.correnteza.simulator.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** PagBank: SHA-256 of the account's token, a dash and the body, in hexadecimal. */
final class PagBankSender implements WebhookSender {
    @Override
    public String gateway() {
        return "pagbank";
    }

    @Override
    public SignedWebhook sign(Sample sample, String secret, Instant now) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(secret.getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) '-');
            sha256.update(sample.body());
            String digest = HexFormat.of().formatHex(sha256.digest());
            return new SignedWebhook(
                    Map.of("Content-Type", sample.contentType(), "x-authenticity-token", digest), sample.body());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Sample fresh(Sample sample, long number) {
        ObjectNode root = JsonBodies.read(sample.body());
        rename(root, number);
        int position = 0;
        for (JsonNode charge : root.path("charges")) {
            rename((ObjectNode) charge, number * 100 + position++);
        }
        return sample.withBody(JsonBodies.write(root));
    }

    @Override
    public Sample recent(Sample sample, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        String sent = root.path("created_at").asString("");
        for (JsonNode charge : root.path("charges")) {
            sent = charge.path("paid_at").asString(charge.path("created_at").asString(sent));
        }
        if (!sent.isEmpty()) {
            TimeShift.apply(root, Duration.between(OffsetDateTime.parse(sent).toInstant(), now));
        }
        return sample.withBody(JsonBodies.write(root));
    }

    private static void rename(ObjectNode object, long number) {
        String kind = object.path("id").asString().split("_", 2)[0];
        object.put("id", kind + "_" + JsonBodies.uuid(number).toUpperCase(Locale.ROOT));
        JsonBodies.replace(object, "reference_id", "fresh-" + number);
    }
}
