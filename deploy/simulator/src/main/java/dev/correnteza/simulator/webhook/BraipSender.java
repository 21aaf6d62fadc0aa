package dev.correnteza.simulator.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Braip: the account's key in the body. */
final class BraipSender implements WebhookSender {
    private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

    @Override
    public String gateway() {
        return "braip";
    }

    @Override
    public SignedWebhook sign(Sample sample, String secret, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        root.put("basic_authentication", secret);
        return new SignedWebhook(Map.of("Content-Type", sample.contentType()), JsonBodies.write(root));
    }

    @Override
    public Sample fresh(Sample sample, long number) {
        ObjectNode root = JsonBodies.read(sample.body());
        JsonBodies.replace(root, "trans_key", "venfresh" + number);
        JsonBodies.replace(root, "abandonment_key", "abafresh" + number);
        JsonBodies.replace(root, "client_email", "comprador" + number + "@example.com");
        return sample.withBody(JsonBodies.write(root));
    }

    @Override
    public Sample recent(Sample sample, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        Instant sent = LocalDateTime.parse(
                        root.path("trans_updatedate").asString().replace(' ', 'T'))
                .atZone(ZONE)
                .toInstant();
        TimeShift.apply(root, Duration.between(sent, now));
        return sample.withBody(JsonBodies.write(root));
    }
}
