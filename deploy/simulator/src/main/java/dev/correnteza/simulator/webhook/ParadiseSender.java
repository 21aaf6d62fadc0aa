package dev.correnteza.simulator.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Paradise: no proof of any kind. */
final class ParadiseSender implements WebhookSender {
    private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
    private static final long FIRST_ID = 5_000_000L;

    @Override
    public String gateway() {
        return "paradise";
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
        JsonBodies.replace(root, "transaction_id", Long.toString(FIRST_ID + number));
        JsonBodies.replace(root, "external_id", JsonBodies.uuid(number));
        JsonBodies.replace(JsonBodies.child(root, "customer"), "email", "cliente" + number + "@example.com");
        return sample.withBody(JsonBodies.write(root));
    }

    @Override
    public Sample recent(Sample sample, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        Instant sent = LocalDateTime.parse(root.path("timestamp").asString().replace(' ', 'T'))
                .atZone(ZONE)
                .toInstant();
        TimeShift.apply(root, Duration.between(sent, now));
        return sample.withBody(JsonBodies.write(root));
    }
}
