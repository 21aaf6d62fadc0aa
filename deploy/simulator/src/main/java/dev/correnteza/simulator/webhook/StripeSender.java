package dev.correnteza.simulator.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Stripe: {@code Stripe-Signature} over time and body. */
final class StripeSender implements WebhookSender {
    @Override
    public String gateway() {
        return "stripe";
    }

    @Override
    public String secretOf(String text) {
        return "whsec_" + text;
    }

    @Override
    public SignedWebhook sign(Sample sample, String secret, Instant now) {
        String time = Long.toString(now.getEpochSecond());
        String signed = time + "." + new String(sample.body(), StandardCharsets.UTF_8);
        return new SignedWebhook(
                Map.of(
                        "Content-Type", "application/json; charset=utf-8",
                        "User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
                        "Stripe-Signature", "t=" + time + ",v1=" + hmac(secret, signed)),
                sample.body());
    }

    @Override
    public Sample fresh(Sample sample, long number) {
        ObjectNode root = JsonBodies.read(sample.body());
        JsonBodies.replace(root, "id", "evt_FRESH" + number);
        ObjectNode object = JsonBodies.child(root, "data", "object");
        if (object != null) {
            String id = object.path("id").asString();
            String prefix = id.substring(0, id.indexOf('_') + 1);
            JsonBodies.replace(object, "id", prefix + "FRESH" + number);
            JsonBodies.replace(object, "payment_intent", "pi_FRESH" + number);
            JsonBodies.replace(object, "charge", "ch_FRESH" + number);
            JsonBodies.replace(object, "latest_charge", "ch_FRESH" + number);
            JsonBodies.replace(object, "invoice", "in_FRESH" + number);
            JsonBodies.replace(object, "latest_invoice", "in_FRESH" + number);
            JsonBodies.replace(object, "subscription", "sub_FRESH" + number);
            JsonBodies.replace(
                    JsonBodies.child(object, "parent", "subscription_details"), "subscription", "sub_FRESH" + number);
            for (String name : new String[] {"receipt_email", "customer_email"}) {
                JsonBodies.replace(object, name, email(number));
            }
            JsonBodies.replace(JsonBodies.child(object, "billing_details"), "email", email(number));
            JsonBodies.replace(JsonBodies.child(object, "customer_details"), "email", email(number));
        }
        return sample.withBody(JsonBodies.write(root));
    }

    @Override
    public Sample recent(Sample sample, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        JsonNode created = root.path("created");
        TimeShift.apply(root, Duration.between(Instant.ofEpochSecond(created.asLong()), now));
        return sample.withBody(JsonBodies.write(root));
    }

    private static String email(long number) {
        return "cliente" + number + "@example.com";
    }

    private static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
