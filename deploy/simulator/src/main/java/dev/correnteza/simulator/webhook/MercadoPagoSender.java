package dev.correnteza.simulator.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.ObjectNode;

/**
 * Mercado Pago: the id in the query, signed with the request's id and the time in milliseconds. Really an IPN has no signature; here it
 * has one of what is left, so that it gets as far as an account with a secret can let it.
 */
final class MercadoPagoSender implements WebhookSender {
    private static final long FIRST_ID = 30_000_000_000L;

    @Override
    public String gateway() {
        return "mercadopago";
    }

    @Override
    public SignedWebhook sign(Sample sample, String secret, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        Map<String, String> query = new TreeMap<>();
        String signed = "";
        if (root.has("topic")) {
            String resource = root.path("resource").asString();
            query.put("topic", root.path("topic").asString());
            query.put("id", resource.substring(resource.lastIndexOf('/') + 1));
        } else {
            String id = root.path("data").path("id").asString("");
            query.put("type", root.path("type").asString());
            if (!id.isEmpty()) {
                query.put("data.id", id);
                signed = "id:" + id.toLowerCase(Locale.ROOT) + ";";
            }
        }
        String requestId =
                UUID.nameUUIDFromBytes(query.toString().getBytes(UTF_8)).toString();
        signed += "request-id:" + requestId + ";ts:" + now.toEpochMilli() + ";";
        Map<String, String> headers = Map.of(
                "Content-Type",
                sample.contentType(),
                "x-request-id",
                requestId,
                "x-signature",
                "ts=" + now.toEpochMilli() + ",v1=" + hmac(secret, signed));
        return new SignedWebhook(headers, "", query, sample.body());
    }

    @Override
    public Sample fresh(Sample sample, long number) {
        ObjectNode root = JsonBodies.read(sample.body());
        String id = Long.toString(FIRST_ID + number);
        if (root.hasNonNull("id")) {
            root.put("id", FIRST_ID + number);
        }
        JsonBodies.replace(JsonBodies.child(root, "data"), "id", id);
        String resource = root.path("resource").asString("");
        JsonBodies.replace(root, "resource", resource.replaceFirst("[0-9]+$", id));
        return sample.withBody(JsonBodies.write(root));
    }

    @Override
    public Sample recent(Sample sample, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        String sent = root.path("date_created").asString("");
        if (sent.isEmpty()) {
            // An IPN has no time.
            return sample;
        }
        TimeShift.apply(root, Duration.between(OffsetDateTime.parse(sent).toInstant(), now));
        return sample.withBody(JsonBodies.write(root));
    }

    private static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
