package dev.correnteza.simulator.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Cakto: HMAC-SHA256 of timestamp, point and body. The secret in the body is left as it is in the sample. */
final class CaktoSender implements WebhookSender {
    private static final long FIRST_BUMP = 1_000_000_000L;

    @Override
    public String gateway() {
        return "cakto";
    }

    @Override
    public SignedWebhook sign(Sample sample, String secret, Instant now) {
        String timestamp = String.valueOf(now.getEpochSecond());
        var signed = new ByteArrayOutputStream();
        signed.writeBytes((timestamp + ".").getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(sample.body());
        return new SignedWebhook(
                Map.of(
                        "Content-Type",
                        sample.contentType(),
                        "User-Agent",
                        "CaktoBot/1.0.0",
                        "X-Cakto-Timestamp",
                        timestamp,
                        "X-Cakto-Signature",
                        "v1=" + Hmac.hex("HmacSHA256", secret, signed.toByteArray())),
                sample.body());
    }

    @Override
    public Sample fresh(Sample sample, long number) {
        ObjectNode root = JsonBodies.read(sample.body());
        String email = "comprador" + number + "@example.com";
        for (ObjectNode order : orders(root)) {
            boolean bump = order.hasNonNull("parent_order");
            JsonBodies.replace(order, "id", JsonBodies.uuid(bump ? FIRST_BUMP + number : number));
            JsonBodies.replace(order, "parent_order", JsonBodies.uuid(number));
            JsonBodies.replace(order, "refId", "FRESH" + number);
            JsonBodies.replace(order, "customerEmail", email);
            JsonBodies.replace(JsonBodies.child(order, "customer"), "email", email);
            JsonBodies.replace(JsonBodies.child(order, "subscription"), "id", JsonBodies.uuid(2 * FIRST_BUMP + number));
        }
        return sample.withBody(JsonBodies.write(root));
    }

    @Override
    public Sample recent(Sample sample, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        Instant latest = Instant.EPOCH;
        for (ObjectNode order : orders(root)) {
            for (String name : List.of("createdAt", "paidAt", "refundedAt", "chargedbackAt", "canceledAt")) {
                String text = order.path(name).asString("");
                Instant at = text.isEmpty()
                        ? Instant.EPOCH
                        : OffsetDateTime.parse(text).toInstant();
                latest = at.isAfter(latest) ? at : latest;
            }
        }
        TimeShift.apply(root, Duration.between(latest, now));
        return sample.withBody(JsonBodies.write(root));
    }

    private static List<ObjectNode> orders(ObjectNode root) {
        @Nullable ObjectNode single = JsonBodies.child(root, "data");
        List<ObjectNode> orders = new ArrayList<>();
        if (single == null) {
            for (JsonNode order : root.path("data")) {
                orders.add((ObjectNode) order);
            }
        } else {
            orders.add(single);
        }
        return orders;
    }
}
