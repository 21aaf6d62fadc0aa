package dev.correnteza.simulator.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** SyncPay: the webhook's token as a bearer, the event in a header of its own. The old postback names no event. */
final class SyncPaySender implements WebhookSender {
    @Override
    public String gateway() {
        return "syncpay";
    }

    @Override
    public SignedWebhook sign(Sample sample, String secret, Instant now) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("Content-Type", sample.contentType());
        headers.put("Authorization", "Bearer " + secret);
        String event = sample.name().split("-", 2)[0];
        if (event.contains(".")) {
            headers.put("event", event);
        }
        return new SignedWebhook(headers, sample.body());
    }

    @Override
    public Sample fresh(Sample sample, long number) {
        ObjectNode root = JsonBodies.read(sample.body());
        ObjectNode data = data(root);
        String id = JsonBodies.uuid(number);
        JsonBodies.replace(data, "id", id);
        JsonBodies.replace(data, "idtransaction", id);
        JsonBodies.replace(data, "externalreference", id);
        JsonBodies.replace(data, "end_to_end", "E00000000202608191200%011d".formatted(number));
        JsonBodies.replace(JsonBodies.child(root, "data", "client"), "email", "cliente" + number + "@example.com");
        return sample.withBody(JsonBodies.write(root));
    }

    @Override
    public Sample recent(Sample sample, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        String updated = data(root).path("updated_at").asString();
        if (updated.isEmpty()) {
            // The old postback has no times.
            return sample;
        }
        Instant sent = updated.endsWith("Z")
                ? Instant.parse(updated)
                : LocalDateTime.parse(updated.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
        TimeShift.apply(root, Duration.between(sent, now));
        return sample.withBody(JsonBodies.write(root));
    }

    private static ObjectNode data(ObjectNode root) {
        ObjectNode data = JsonBodies.child(root, "data");
        return data == null ? root : data;
    }
}
