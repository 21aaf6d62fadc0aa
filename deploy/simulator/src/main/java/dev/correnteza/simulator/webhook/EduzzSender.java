package dev.correnteza.simulator.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Eduzz: HMAC-SHA256 in a header; webhooks of the second generation have the origin's secret in the body instead. */
final class EduzzSender implements WebhookSender {
    private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
    private static final long FIRST_INVOICE = 90_000_000L;
    private static final long FIRST_CONTRACT = 5_000_000L;

    @Override
    public String gateway() {
        return "eduzz";
    }

    @Override
    public SignedWebhook sign(Sample sample, String secret, Instant now) {
        if (FormBodies.isForm(sample)) {
            Map<String, String> form = FormBodies.read(sample.body());
            form.put("origin_secret", secret);
            return new SignedWebhook(Map.of("Content-Type", sample.contentType()), FormBodies.write(form));
        }
        ObjectNode root = JsonBodies.read(sample.body());
        if (root.has("event_name")) {
            // Documented as origin in one place and as origin_secret in another: one of them is sent.
            root.remove("origin");
            root.put("origin_secret", secret);
            return new SignedWebhook(Map.of("Content-Type", sample.contentType()), JsonBodies.write(root));
        }
        return new SignedWebhook(
                Map.of(
                        "Content-Type",
                        sample.contentType(),
                        "x-signature",
                        Hmac.hex("HmacSHA256", secret, sample.body())),
                sample.body());
    }

    @Override
    public Sample fresh(Sample sample, long number) {
        String invoice = String.valueOf(FIRST_INVOICE + number);
        String contract = String.valueOf(FIRST_CONTRACT + number);
        String email = "comprador" + number + "@example.com";
        if (FormBodies.isForm(sample)) {
            Map<String, String> form = FormBodies.read(sample.body());
            form.replace("trans_cod", invoice);
            form.replace("recurrence_cod", contract);
            form.replace("cus_email", email);
            return sample.withBody(FormBodies.write(form));
        }
        ObjectNode root = JsonBodies.read(sample.body());
        JsonBodies.replace(root, "id", "evtfresh" + number);
        JsonBodies.replace(root, "identifier", "LEAD" + number);
        JsonBodies.replace(root, "trans_cod", invoice);
        JsonBodies.replace(root, "recurrence_cod", contract);
        JsonBodies.replace(root, "cus_email", email);
        JsonBodies.replace(JsonBodies.child(root, "data"), "id", invoice);
        JsonBodies.replace(JsonBodies.child(root, "data", "contract"), "id", contract);
        JsonBodies.replace(JsonBodies.child(root, "data", "buyer"), "email", email);
        JsonBodies.replace(JsonBodies.child(root, "data", "customer"), "email", email);
        JsonBodies.replace(JsonBodies.child(root, "customer"), "email", email);
        return sample.withBody(JsonBodies.write(root));
    }

    @Override
    public Sample recent(Sample sample, Instant now) {
        if (FormBodies.isForm(sample)) {
            Map<String, String> form = FormBodies.read(sample.body());
            Instant sent = local(form.getOrDefault("trans_paiddate", ""), form.getOrDefault("trans_paidtime", ""));
            TimeShift.apply(form, Duration.between(sent, now));
            return sample.withBody(FormBodies.write(form));
        }
        ObjectNode root = JsonBodies.read(sample.body());
        TimeShift.apply(root, Duration.between(sent(root), now));
        return sample.withBody(JsonBodies.write(root));
    }

    private static Instant sent(ObjectNode root) {
        String refunded = root.path("data").path("refundedAt").asString("");
        if (!refunded.isEmpty()) {
            // The documents' own sample says that it was sent before the refund.
            return Instant.parse(refunded);
        }
        if (root.has("sentDate")) {
            return Instant.parse(root.path("sentDate").asString());
        }
        return root.has("cartAccessedAt")
                ? Instant.parse(root.path("cartAccessedAt").asString())
                : local(
                        root.path("trans_paiddate").asString(),
                        root.path("trans_paidtime").asString());
    }

    private static Instant local(String date, String time) {
        return LocalDateTime.parse(date + "T" + time).atZone(ZONE).toInstant();
    }
}
