package dev.correnteza.simulator.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Hotmart: the account's hottok in a header; webhooks of 1.0.0 have it in the body instead. */
final class HotmartSender implements WebhookSender {
    @Override
    public String gateway() {
        return "hotmart";
    }

    @Override
    public SignedWebhook sign(Sample sample, String secret, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        if (root.has("hottok") && !root.has("event")) {
            root.put("hottok", secret);
            return new SignedWebhook(Map.of("Content-Type", sample.contentType()), JsonBodies.write(root));
        }
        return new SignedWebhook(
                Map.of("Content-Type", sample.contentType(), "X-HOTMART-HOTTOK", secret), sample.body());
    }

    @Override
    public Sample fresh(Sample sample, long number) {
        ObjectNode root = JsonBodies.read(sample.body());
        String transaction = "HP" + (3_000_000_000L + number);
        JsonBodies.replace(root, "id", JsonBodies.uuid(number));
        JsonBodies.replace(root, "transaction", transaction);
        JsonBodies.replace(JsonBodies.child(root, "data", "purchase"), "transaction", transaction);
        String subscriber = "SUB" + number;
        JsonBodies.replace(JsonBodies.child(root, "data", "subscription", "subscriber"), "code", subscriber);
        JsonBodies.replace(JsonBodies.child(root, "data", "subscription"), "subscriber_code", subscriber);
        JsonBodies.replace(JsonBodies.child(root, "data", "subscriber"), "code", subscriber);
        JsonBodies.replace(JsonBodies.child(root, "data", "buyer"), "email", "comprador" + number + "@example.com");
        return sample.withBody(JsonBodies.write(root));
    }

    @Override
    public Sample recent(Sample sample, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        Instant sent = root.has("purchase_date")
                ? Instant.parse(root.path("purchase_date").asString())
                : Instant.ofEpochMilli(root.path("creation_date")
                        .asLong(root.path("creationDate").asLong()));
        TimeShift.apply(root, Duration.between(sent, now));
        return sample.withBody(JsonBodies.write(root));
    }
}
