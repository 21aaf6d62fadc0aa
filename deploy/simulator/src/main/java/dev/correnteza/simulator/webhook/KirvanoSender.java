package dev.correnteza.simulator.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Kirvano: no proof but the address; how its optional token is sent is not documented. */
final class KirvanoSender implements WebhookSender {
    private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

    @Override
    public String gateway() {
        return "kirvano";
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
        JsonBodies.replace(root, "sale_id", "S%07d".formatted(number));
        JsonBodies.replace(root, "checkout_id", "C%07d".formatted(number));
        JsonBodies.replace(JsonBodies.child(root, "customer"), "email", "comprador" + number + "@example.com");
        return sample.withBody(JsonBodies.write(root));
    }

    @Override
    public Sample recent(Sample sample, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        String finished = root.path("payment").path("finished_at").asString("");
        String sent = finished.isEmpty() ? root.path("created_at").asString() : finished;
        TimeShift.apply(
                root,
                Duration.between(
                        LocalDateTime.parse(sent.replace(' ', 'T')).atZone(ZONE).toInstant(), now));
        return sample.withBody(JsonBodies.write(root));
    }
}
