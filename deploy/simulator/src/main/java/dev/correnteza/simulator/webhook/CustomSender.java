package dev.correnteza.simulator.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.ObjectNode;

/**
 * Three invented platforms, told by the first word of a sample's name: lojasol signs its time and the body, assinaja follows the
 * Standard Webhooks specification, cobrae sends a token inside the body.
 */
final class CustomSender implements WebhookSender {
    private static final String LOJASOL = "lojasol-";
    private static final String ASSINAJA = "assinaja-";
    private static final String DEFINITION = "/samples/custom/definition-lojasol.json";
    private static final String SECRET_PREFIX = "whsec_";
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");

    @Override
    public String gateway() {
        return "custom";
    }

    /** Lojasol's: an account has one platform. */
    @Override
    public Map<String, String> settings() {
        try (InputStream in = CustomSender.class.getResourceAsStream(DEFINITION)) {
            byte[] definition = Objects.requireNonNull(in, DEFINITION).readAllBytes();
            return Map.of("definition", new String(definition, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("definition cannot be read", e);
        }
    }

    /** In the form of Standard Webhooks, which is a text like any other to the other two. */
    @Override
    public String secretOf(String text) {
        return SECRET_PREFIX + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public SignedWebhook sign(Sample sample, String secret, Instant now) {
        if (sample.name().startsWith(LOJASOL)) {
            return lojasol(sample, secret, now);
        }
        return sample.name().startsWith(ASSINAJA) ? assinaja(sample, secret, now) : cobrae(sample, secret);
    }

    @Override
    public Sample fresh(Sample sample, long number) {
        ObjectNode root = JsonBodies.read(sample.body());
        ObjectNode order = JsonBodies.child(root, "data", "order");
        JsonBodies.replace(root, "id", "evt_" + number);
        JsonBodies.replace(order, "id", "LS-2026-" + number);
        JsonBodies.replace(JsonBodies.child(root, "data", "refund"), "id", "RF-" + number);
        JsonBodies.replace(JsonBodies.child(root, "data", "invoice"), "id", "inv_" + number);
        JsonBodies.replace(JsonBodies.child(root, "data"), "subscription", "sub_" + number);
        if (root.has("cobranca")) {
            root.put("cobranca", number);
        }
        return sample.withBody(JsonBodies.write(root));
    }

    @Override
    public Sample recent(Sample sample, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        String offset = root.path("created_at").asString(root.path("timestamp").asString(""));
        Instant sent = offset.isEmpty()
                ? LocalDateTime.parse(root.path("atualizada_em").asString().replace(' ', 'T'))
                        .atZone(SAO_PAULO)
                        .toInstant()
                : OffsetDateTime.parse(offset).toInstant();
        TimeShift.apply(root, Duration.between(sent, now));
        return sample.withBody(JsonBodies.write(root));
    }

    private static SignedWebhook lojasol(Sample sample, String secret, Instant now) {
        String timestamp = Long.toString(now.getEpochSecond());
        byte[] signed = joined(timestamp + ".", sample.body());
        return new SignedWebhook(
                Map.of(
                        "Content-Type",
                        sample.contentType(),
                        "X-Lojasol-Timestamp",
                        timestamp,
                        "X-Lojasol-Signature",
                        "sha256=" + Hmac.hex("HmacSHA256", secret, signed)),
                sample.body());
    }

    private static SignedWebhook assinaja(Sample sample, String secret, Instant now) {
        String id = "msg_" + UUID.nameUUIDFromBytes(sample.body());
        String timestamp = Long.toString(now.getEpochSecond());
        byte[] key = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] digest = mac.doFinal(joined(id + "." + timestamp + ".", sample.body()));
            return new SignedWebhook(
                    Map.of(
                            "Content-Type",
                            sample.contentType(),
                            "webhook-id",
                            id,
                            "webhook-timestamp",
                            timestamp,
                            "webhook-signature",
                            "v1," + Base64.getEncoder().encodeToString(digest)),
                    sample.body());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SignedWebhook cobrae(Sample sample, String secret) {
        ObjectNode root = JsonBodies.read(sample.body());
        JsonBodies.replace(JsonBodies.child(root, "credenciais"), "token", secret);
        return new SignedWebhook(Map.of("Content-Type", sample.contentType()), JsonBodies.write(root));
    }

    private static byte[] joined(String text, byte[] body) {
        byte[] first = text.getBytes(StandardCharsets.UTF_8);
        byte[] joined = new byte[first.length + body.length];
        System.arraycopy(first, 0, joined, 0, first.length);
        System.arraycopy(body, 0, joined, first.length, body.length);
        return joined;
    }
}
