package dev.correnteza.simulator.webhook;

import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** WiinPay: no proof of its own. */
final class WiinPaySender implements WebhookSender {
    @Override
    public String gateway() {
        return "wiinpay";
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
        ObjectNode nested = JsonBodies.child(root, "data");
        ObjectNode payment = nested == null ? root : nested;
        JsonBodies.replace(payment, "id", JsonBodies.uuid(number));
        JsonBodies.replace(payment, "paymentId", JsonBodies.uuid(number));
        return sample.withBody(JsonBodies.write(root));
    }

    @Override
    public Sample recent(Sample sample, Instant now) {
        // There is no time in it.
        return sample;
    }
}
