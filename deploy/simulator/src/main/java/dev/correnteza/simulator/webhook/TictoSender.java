package dev.correnteza.simulator.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ticto: the account's token at the root of the body. The documented abandoned cart shows none; it is sent with one, like all other
 * postbacks (inferred).
 */
final class TictoSender implements WebhookSender {
    private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
    private static final long FIRST_SUBSCRIPTION = 5_000_000L;

    @Override
    public String gateway() {
        return "ticto";
    }

    @Override
    public SignedWebhook sign(Sample sample, String secret, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        root.put("token", secret);
        return new SignedWebhook(
                Map.of("Content-Type", sample.contentType(), "User-Agent", "Ticto Webhooks"), JsonBodies.write(root));
    }

    @Override
    public Sample fresh(Sample sample, long number) {
        ObjectNode root = JsonBodies.read(sample.body());
        ObjectNode order = JsonBodies.child(root, "order");
        JsonBodies.replace(order, "hash", "TOFRESH" + number);
        JsonBodies.replace(order, "transaction_hash", "TPFRESH" + number);
        JsonBodies.replace(JsonBodies.child(root, "transaction"), "hash", "TPFRESH" + number);
        for (JsonNode subscription : root.path("subscriptions")) {
            ((ObjectNode) subscription).put("id", FIRST_SUBSCRIPTION + number);
        }
        JsonBodies.replace(JsonBodies.child(root, "customer"), "email", "comprador" + number + "@example.com");
        return sample.withBody(JsonBodies.write(root));
    }

    @Override
    public Sample recent(Sample sample, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        Instant sent = LocalDateTime.parse(root.path("status_date").asString().replace(' ', 'T'))
                .atZone(ZONE)
                .toInstant();
        TimeShift.apply(root, Duration.between(sent, now));
        return sample.withBody(JsonBodies.write(root));
    }
}
