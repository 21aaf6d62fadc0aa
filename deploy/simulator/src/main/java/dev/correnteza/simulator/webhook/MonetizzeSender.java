package dev.correnteza.simulator.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Monetizze: the account's key in the body, JSON or form. */
final class MonetizzeSender implements WebhookSender {
    private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
    private static final String KEY = "chave_unica";

    @Override
    public String gateway() {
        return "monetizze";
    }

    @Override
    public SignedWebhook sign(Sample sample, String secret, Instant now) {
        Map<String, String> headers = Map.of("Content-Type", sample.contentType());
        if (FormBodies.isForm(sample)) {
            Map<String, String> form = FormBodies.read(sample.body());
            form.put(KEY, secret);
            return new SignedWebhook(headers, FormBodies.write(form));
        }
        ObjectNode root = JsonBodies.read(sample.body());
        root.put(KEY, secret);
        return new SignedWebhook(headers, JsonBodies.write(root));
    }

    @Override
    public Sample fresh(Sample sample, long number) {
        String sale = "VFRESH" + number;
        String subscription = String.valueOf(5_000_000L + number);
        String email = "comprador" + number + "@example.com";
        if (FormBodies.isForm(sample)) {
            Map<String, String> form = FormBodies.read(sample.body());
            form.replace("venda[codigo]", sale);
            form.replace("assinatura[codigo]", subscription);
            form.replace("comprador[email]", email);
            return sample.withBody(FormBodies.write(form));
        }
        ObjectNode root = JsonBodies.read(sample.body());
        JsonBodies.replace(JsonBodies.child(root, "venda"), "codigo", sale);
        JsonBodies.replace(JsonBodies.child(root, "assinatura"), "codigo", subscription);
        JsonBodies.replace(JsonBodies.child(root, "comprador"), "email", email);
        return sample.withBody(JsonBodies.write(root));
    }

    @Override
    public Sample recent(Sample sample, Instant now) {
        if (FormBodies.isForm(sample)) {
            Map<String, String> form = FormBodies.read(sample.body());
            TimeShift.apply(form, since(form.getOrDefault("venda[dataInicio]", ""), now));
            return sample.withBody(FormBodies.write(form));
        }
        ObjectNode root = JsonBodies.read(sample.body());
        TimeShift.apply(root, since(root.path("venda").path("dataInicio").asString(""), now));
        return sample.withBody(JsonBodies.write(root));
    }

    // An abandoned checkout has no time.
    private static Duration since(String started, Instant now) {
        return started.isEmpty()
                ? Duration.ZERO
                : Duration.between(
                        LocalDateTime.parse(started.replace(' ', 'T'))
                                .atZone(ZONE)
                                .toInstant(),
                        now);
    }
}
