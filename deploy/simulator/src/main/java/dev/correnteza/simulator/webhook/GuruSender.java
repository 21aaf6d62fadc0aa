package dev.correnteza.simulator.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Digital Manager Guru: the account's token in the body. */
final class GuruSender implements WebhookSender {
    @Override
    public String gateway() {
        return "guru";
    }

    @Override
    public SignedWebhook sign(Sample sample, String secret, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        root.put("api_token", secret);
        return new SignedWebhook(
                Map.of("Content-Type", sample.contentType(), "X-Request-ID", "1000001"), JsonBodies.write(root));
    }

    @Override
    public Sample fresh(Sample sample, long number) {
        ObjectNode root = JsonBodies.read(sample.body());
        String id = JsonBodies.uuid(number);
        String code = "sub_FRESH" + number;
        boolean ofSubscription = root.path("webhook_type").asString().equals("subscription");
        JsonBodies.replace(root, "id", ofSubscription ? code : id);
        JsonBodies.replace(root, "subscription_code", code);
        JsonBodies.replace(JsonBodies.child(root, "last_transaction"), "id", id);
        JsonBodies.replace(JsonBodies.child(root, "payment"), "marketplace_id", "ch_fresh" + number);
        ObjectNode subscription = JsonBodies.child(root, "subscription");
        JsonBodies.replace(subscription, "id", code);
        JsonBodies.replace(subscription, "subscription_code", code);
        String email = "comprador" + number + "@example.com";
        JsonBodies.replace(JsonBodies.child(root, "contact"), "email", email);
        JsonBodies.replace(JsonBodies.child(root, "subscriber"), "email", email);
        return sample.withBody(JsonBodies.write(root));
    }

    @Override
    public Sample recent(Sample sample, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        String sent = switch (root.path("webhook_type").asString()) {
            case "subscription" -> root.path("dates").path("last_status_at").asString();
            case "webhook_deactivation" ->
                root.path("deactivation").path("deactivated_at").asString();
            default -> root.path("dates").path("updated_at").asString();
        };
        TimeShift.apply(root, Duration.between(Instant.parse(sent), now));
        return sample.withBody(JsonBodies.write(root));
    }
}
