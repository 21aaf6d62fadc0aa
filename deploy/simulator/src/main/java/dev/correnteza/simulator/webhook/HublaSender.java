package dev.correnteza.simulator.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Hubla: the token of the webhook rule, the id of the delivery and whether it is a test, in headers. */
final class HublaSender implements WebhookSender {
    /** Where an event has a time, the latest first; reconstructed ones may have none. */
    private static final List<String> TIMES = List.of(
            "/event/invoice/modifiedAt",
            "/event/invoice/statusAt/0/when",
            "/event/invoice/createdAt",
            "/event/refund/createdAt",
            "/event/subscription/modifiedAt",
            "/event/subscription/activatedAt",
            "/event/lead/createdAt");

    @Override
    public String gateway() {
        return "hubla";
    }

    @Override
    public SignedWebhook sign(Sample sample, String secret, Instant now) {
        Map<String, String> headers = Map.of(
                "Content-Type",
                sample.contentType(),
                "x-hubla-token",
                secret,
                "x-hubla-idempotency",
                JsonBodies.uuid(1),
                "x-hubla-sandbox",
                "false");
        return new SignedWebhook(headers, sample.body());
    }

    @Override
    public Sample fresh(Sample sample, long number) {
        ObjectNode root = JsonBodies.read(sample.body());
        String id = JsonBodies.uuid(number);
        ObjectNode invoice = JsonBodies.child(root, "event", "invoice");
        JsonBodies.replace(invoice, "id", id);
        JsonBodies.replace(invoice, "subscriptionId", id);
        JsonBodies.replace(JsonBodies.child(root, "event", "subscription"), "id", id);
        JsonBodies.replace(JsonBodies.child(root, "event", "lead"), "id", id);
        JsonBodies.replace(JsonBodies.child(root, "event", "refund"), "id", id);
        String email = "comprador" + number + "@example.com";
        JsonBodies.replace(JsonBodies.child(root, "event", "invoice", "payer"), "email", email);
        JsonBodies.replace(JsonBodies.child(root, "event", "user"), "email", email);
        return sample.withBody(JsonBodies.write(root));
    }

    @Override
    public Sample recent(Sample sample, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        for (String pointer : TIMES) {
            JsonNode sent = root.at(pointer);
            if (sent.isString()) {
                TimeShift.apply(root, Duration.between(Instant.parse(sent.asString()), now));
                return sample.withBody(JsonBodies.write(root));
            }
        }
        return sample;
    }
}
