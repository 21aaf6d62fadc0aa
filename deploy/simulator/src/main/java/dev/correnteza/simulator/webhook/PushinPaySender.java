package dev.correnteza.simulator.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** PushinPay: JSON or a form, and the header that the seller has set in the panel. */
final class PushinPaySender implements WebhookSender {
    @Override
    public String gateway() {
        return "pushinpay";
    }

    @Override
    public SignedWebhook sign(Sample sample, String secret, Instant now) {
        return new SignedWebhook(
                Map.of("Content-Type", sample.contentType(), "x-pushinpay-token", secret), sample.body());
    }

    @Override
    public Sample fresh(Sample sample, long number) {
        // In upper case, other than in the answer to the charge.
        String id = JsonBodies.uuid(number).toUpperCase(Locale.ROOT);
        if (sample.contentType().equals("application/json")) {
            ObjectNode root = JsonBodies.read(sample.body());
            JsonBodies.replace(root, "id", id);
            JsonBodies.replace(root, "end_to_end_id", endToEndId(number));
            return sample.withBody(JsonBodies.write(root));
        }
        String form = new String(sample.body(), StandardCharsets.UTF_8)
                .replaceFirst("^id=[^&]*", "id=" + id)
                .replaceFirst("end_to_end_id=[^&]+", "end_to_end_id=" + endToEndId(number));
        return sample.withBody(form.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Sample recent(Sample sample, Instant now) {
        // There is no time in it.
        return sample;
    }

    private static String endToEndId(long number) {
        return "E00000000202608191200%011d".formatted(number);
    }
}
