package dev.correnteza.simulator.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Pagar.me: the Basic authentication that the seller has set in the panel, and nothing else. */
final class PagarmeSender implements WebhookSender {
    @Override
    public String gateway() {
        return "pagarme";
    }

    @Override
    public String secretOf(String text) {
        return "correnteza:" + text;
    }

    @Override
    public SignedWebhook sign(Sample sample, String secret, Instant now) {
        String credentials = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        return new SignedWebhook(
                Map.of("Content-Type", sample.contentType(), "Authorization", "Basic " + credentials), sample.body());
    }

    @Override
    public Sample fresh(Sample sample, long number) {
        ObjectNode root = JsonBodies.read(sample.body());
        JsonBodies.replace(root, "id", "hook_FRESH" + number);
        ObjectNode data = JsonBodies.child(root, "data");
        if (data != null) {
            String id = data.path("id").asString("");
            JsonBodies.replace(data, "id", id.substring(0, id.indexOf('_') + 1) + "FRESH" + number);
            JsonBodies.replace(data, "code", "FRESH" + number);
            JsonBodies.replace(JsonBodies.child(data, "order"), "id", "or_FRESH" + number);
            JsonBodies.replace(JsonBodies.child(data, "order"), "code", "FRESH" + number);
            freshNames(data, number);
            int charges = 0;
            for (JsonNode charge : data.path("charges")) {
                ObjectNode one = (ObjectNode) charge;
                JsonBodies.replace(one, "id", "ch_FRESH" + number + "_" + charges++);
                JsonBodies.replace(one, "code", "FRESH" + number);
                freshNames(one, number);
            }
        }
        return sample.withBody(JsonBodies.write(root));
    }

    @Override
    public Sample recent(Sample sample, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        String created = root.path("created_at").asString();
        Instant sent = created.endsWith("Z")
                ? Instant.parse(created)
                : LocalDateTime.parse(created).toInstant(ZoneOffset.UTC);
        TimeShift.apply(root, Duration.between(sent, now));
        return sample.withBody(JsonBodies.write(root));
    }

    private static void freshNames(ObjectNode object, long number) {
        JsonBodies.replace(JsonBodies.child(object, "customer"), "email", "cliente" + number + "@example.com");
        JsonBodies.replace(
                JsonBodies.child(object, "last_transaction"),
                "end_to_end_id",
                "E00000000202402231303%011d".formatted(number));
    }
}
