package dev.correnteza.simulator.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Mercado Livre: a pointer and nothing that proves it. */
final class MercadoLivreSender implements WebhookSender {
    private static final long FIRST_ID = 2_000_009_000_000_000L;

    @Override
    public String gateway() {
        return "mercadolivre";
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
        JsonBodies.replace(root, "_id", JsonBodies.uuid(number));
        String resource = root.path("resource").asString();
        JsonBodies.replace(root, "resource", resource.replaceFirst("[0-9]+$", Long.toString(FIRST_ID + number)));
        return sample.withBody(JsonBodies.write(root));
    }

    @Override
    public Sample recent(Sample sample, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        Instant sent = Instant.parse(root.path("sent").asString());
        TimeShift.apply(root, Duration.between(sent, now));
        return sample.withBody(JsonBodies.write(root));
    }
}
