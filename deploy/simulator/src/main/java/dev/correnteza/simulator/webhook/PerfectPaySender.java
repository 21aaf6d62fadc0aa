package dev.correnteza.simulator.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** PerfectPay: the token in the body. */
final class PerfectPaySender implements WebhookSender {
    private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

    @Override
    public String gateway() {
        return "perfectpay";
    }

    @Override
    public SignedWebhook sign(Sample sample, String secret, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        root.put("token", secret);
        return new SignedWebhook(Map.of("Content-Type", sample.contentType()), JsonBodies.write(root));
    }

    @Override
    public Sample fresh(Sample sample, long number) {
        ObjectNode root = JsonBodies.read(sample.body());
        JsonBodies.replace(root, "code", "PPCPMTFRESH" + number);
        JsonBodies.replace(JsonBodies.child(root, "subscription"), "code", "PPSUBFRESH" + number);
        JsonBodies.replace(JsonBodies.child(root, "customer"), "email", "comprador" + number + "@example.com");
        return sample.withBody(JsonBodies.write(root));
    }

    @Override
    public Sample recent(Sample sample, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        String last = root.path(root.hasNonNull("date_approved") ? "date_approved" : "date_created")
                .asString();
        Instant sent = LocalDateTime.parse(last.replace(' ', 'T')).atZone(ZONE).toInstant();
        TimeShift.apply(root, Duration.between(sent, now));
        return sample.withBody(JsonBodies.write(root));
    }
}
