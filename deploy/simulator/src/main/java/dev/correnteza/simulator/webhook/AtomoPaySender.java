package dev.correnteza.simulator.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Atomo Pay: no proof of its own. */
final class AtomoPaySender implements WebhookSender {
    @Override
    public String gateway() {
        return "atomopay";
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
        String hash = "fresh%012x".formatted(number);
        JsonBodies.replace(root, "transaction_hash", hash);
        JsonBodies.replace(root, "hash", hash);
        JsonBodies.replace(root, "reference", "PEDIDO-FRESH-" + number);
        JsonBodies.replace(JsonBodies.child(root, "customer"), "email", "cliente" + number + "@example.com");
        return sample.withBody(JsonBodies.write(root));
    }

    @Override
    public Sample recent(Sample sample, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        String paid = root.path("paid_at").asString("");
        if (!paid.isEmpty()) {
            TimeShift.apply(root, Duration.between(Instant.parse(paid), now));
        }
        return sample.withBody(JsonBodies.write(root));
    }
}
