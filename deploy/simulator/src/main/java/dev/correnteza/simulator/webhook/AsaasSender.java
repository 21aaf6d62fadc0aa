package dev.correnteza.simulator.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Asaas: the webhook's token in a header of its own; an event id with an ampersand. */
final class AsaasSender implements WebhookSender {
    private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    @Override
    public String gateway() {
        return "asaas";
    }

    @Override
    public SignedWebhook sign(Sample sample, String secret, Instant now) {
        return new SignedWebhook(
                Map.of("Content-Type", sample.contentType(), "asaas-access-token", secret), sample.body());
    }

    @Override
    public Sample fresh(Sample sample, long number) {
        ObjectNode root = JsonBodies.read(sample.body());
        JsonBodies.replace(root, "id", "evt_%032x&%d".formatted(number, number));
        JsonBodies.replace(JsonBodies.child(root, "payment"), "id", "pay_fresh" + number);
        JsonBodies.replace(JsonBodies.child(root, "payment"), "subscription", "sub_fresh" + number);
        JsonBodies.replace(JsonBodies.child(root, "transfer"), "id", JsonBodies.uuid(number));
        JsonBodies.replace(JsonBodies.child(root, "subscription"), "id", "sub_fresh" + number);
        return sample.withBody(JsonBodies.write(root));
    }

    @Override
    public Sample recent(Sample sample, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        LocalDateTime sent = LocalDateTime.parse(root.path("dateCreated").asString(), FORMAT);
        // Money that comes is told again, in the official sample years after it was paid: it was paid now.
        boolean received = root.path("event").asString().equals("PAYMENT_RECEIVED");
        String paid = root.path("payment").path("clientPaymentDate").asString("");
        LocalDateTime happened =
                received && !paid.isEmpty() ? LocalDate.parse(paid).atTime(sent.toLocalTime()) : sent;
        TimeShift.apply(root, Duration.between(happened.atZone(ZONE).toInstant(), now));
        return sample.withBody(JsonBodies.write(root));
    }
}
