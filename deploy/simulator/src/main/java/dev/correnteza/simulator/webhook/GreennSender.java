package dev.correnteza.simulator.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Greenn: no proof that is known of; ids are numbers. */
final class GreennSender implements WebhookSender {
    private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
    private static final long FIRST_ID = 5_000_000L;

    @Override
    public String gateway() {
        return "greenn";
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
        for (String name : List.of("sale", "currentSale", "contract", "lead")) {
            ObjectNode named = JsonBodies.child(root, name);
            if (named != null) {
                named.put("id", FIRST_ID + number);
            }
        }
        String email = "comprador" + number + "@example.com";
        JsonBodies.replace(JsonBodies.child(root, "client"), "email", email);
        JsonBodies.replace(JsonBodies.child(root, "lead"), "email", email);
        return sample.withBody(JsonBodies.write(root));
    }

    @Override
    public Sample recent(Sample sample, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        JsonNode sale = root.path(root.has("sale") ? "sale" : "contract");
        String updated = sale.path("updated_at").asString();
        if (updated.isEmpty()) {
            // An abandoned checkout has no times.
            return sample;
        }
        Instant sent = updated.endsWith("Z")
                ? Instant.parse(updated)
                : LocalDateTime.parse(updated.replace(' ', 'T')).atZone(ZONE).toInstant();
        TimeShift.apply(root, Duration.between(sent, now));
        return sample.withBody(JsonBodies.write(root));
    }
}
