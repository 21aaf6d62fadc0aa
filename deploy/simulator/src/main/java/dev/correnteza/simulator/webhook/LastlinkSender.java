package dev.correnteza.simulator.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lastlink: no proof that is known of. */
final class LastlinkSender implements WebhookSender {
    @Override
    public String gateway() {
        return "lastlink";
    }

    @Override
    public boolean signs() {
        return false;
    }

    @Override
    public SignedWebhook sign(Sample sample, String secret, Instant now) {
        return new SignedWebhook(Map.of("Content-Type", sample.contentType()), sample.body());
    }

    @Override
    public Sample fresh(Sample sample, long number) {
        ObjectNode root = JsonBodies.read(sample.body());
        String id = JsonBodies.uuid(number);
        JsonBodies.replace(root, "Id", id);
        JsonBodies.replace(JsonBodies.child(root, "Data"), "SubscriptionId", id);
        JsonBodies.replace(JsonBodies.child(root, "Data", "Purchase"), "PaymentId", id);
        for (JsonNode subscription : root.path("Data").path("Subscriptions")) {
            ((ObjectNode) subscription).put("Id", id);
        }
        JsonBodies.replace(JsonBodies.child(root, "Data", "Buyer"), "Email", "comprador" + number + "@example.com");
        return sample.withBody(JsonBodies.write(root));
    }

    @Override
    public Sample recent(Sample sample, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        Instant sent = LocalDateTime.parse(root.path("CreatedAt").asString()).toInstant(ZoneOffset.UTC);
        TimeShift.apply(root, Duration.between(sent, now));
        return sample.withBody(JsonBodies.write(root));
    }
}
