package dev.correnteza.simulator.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Kiwify: HMAC-SHA1 in the address's query; of a wrapped order, only the inner object is signed. */
final class KiwifySender implements WebhookSender {
    @Override
    public String gateway() {
        return "kiwify";
    }

    @Override
    public SignedWebhook sign(Sample sample, String secret, Instant now) {
        @Nullable ObjectNode inner = JsonBodies.child(JsonBodies.read(sample.body()), "order");
        byte[] signed = inner == null ? sample.body() : JsonBodies.write(inner);
        return new SignedWebhook(
                Map.of("Content-Type", sample.contentType()),
                "",
                Map.of("signature", Hmac.hex("HmacSHA1", secret, signed)),
                sample.body());
    }

    @Override
    public Sample fresh(Sample sample, long number) {
        ObjectNode root = JsonBodies.read(sample.body());
        ObjectNode order = order(root);
        String id = JsonBodies.uuid(number);
        String email = "comprador" + number + "@example.com";
        for (JsonNode charge : order.path("Subscription").path("charges").path("completed")) {
            if (charge.path("order_id").equals(order.path("order_id"))) {
                ((ObjectNode) charge).put("order_id", id);
            }
        }
        JsonBodies.replace(order, "id", id);
        JsonBodies.replace(order, "order_id", id);
        JsonBodies.replace(order, "order_ref", "REF" + number);
        JsonBodies.replace(order, "email", email);
        JsonBodies.replace(JsonBodies.child(order, "Customer"), "email", email);
        String subscription = JsonBodies.uuid(1_000_000_000L + number);
        JsonBodies.replace(order, "subscription_id", subscription);
        JsonBodies.replace(JsonBodies.child(order, "Subscription"), "id", subscription);
        return sample.withBody(JsonBodies.write(root));
    }

    @Override
    public Sample recent(Sample sample, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        ObjectNode order = order(root);
        Instant sent = order.has("updated_at")
                ? LocalDateTime.parse(order.path("updated_at").asString().replace(' ', 'T'))
                        .toInstant(ZoneOffset.UTC)
                : Instant.parse(order.path("created_at").asString());
        TimeShift.apply(root, Duration.between(sent, now));
        return sample.withBody(JsonBodies.write(root));
    }

    private static ObjectNode order(ObjectNode root) {
        @Nullable ObjectNode inner = JsonBodies.child(root, "order");
        return inner == null ? root : inner;
    }
}
