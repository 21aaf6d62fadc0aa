package dev.correnteza.simulator.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** EFI: appends its path to the address; nothing is signed, the seller's value in the query of the address is the proof. */
final class EfiSender implements WebhookSender {
    @Override
    public String gateway() {
        return "efi";
    }

    @Override
    public SignedWebhook sign(Sample sample, String secret, Instant now) {
        return new SignedWebhook(
                Map.of("Content-Type", sample.contentType()), "/pix", Map.of("hmac", secret), sample.body());
    }

    @Override
    public Sample fresh(Sample sample, long number) {
        ObjectNode root = JsonBodies.read(sample.body());
        // The test of an address has no id.
        JsonBodies.replace(root, "evento", "teste_webhook_" + number);
        int position = 0;
        for (JsonNode item : root.path("pix")) {
            ObjectNode pix = (ObjectNode) item;
            long id = number * 100 + position++;
            JsonBodies.replace(pix, "endToEndId", "E00000000202608191200%011d".formatted(id));
            JsonBodies.replace(pix, "txid", JsonBodies.uuid(id).replace("-", ""));
            JsonBodies.replace(JsonBodies.child(pix, "gnExtras"), "idEnvio", "FRESH" + id);
            for (JsonNode refund : refunds(pix)) {
                JsonBodies.replace((ObjectNode) refund, "rtrId", "D00000000202608201200%011d".formatted(id));
            }
        }
        return sample.withBody(JsonBodies.write(root));
    }

    @Override
    public Sample recent(Sample sample, Instant now) {
        ObjectNode root = JsonBodies.read(sample.body());
        List<String> times = new ArrayList<>();
        for (JsonNode pix : root.path("pix")) {
            times.add(pix.path("horario").asString(""));
            for (JsonNode refund : refunds(pix)) {
                times.add(refund.path("horario").path("solicitacao").asString(""));
                times.add(refund.path("horario").path("liquidacao").asString(""));
            }
        }
        // None in a test and in a Pix that was never sent.
        Optional<Instant> sent = times.stream()
                .filter(time -> !time.isEmpty())
                .map(Instant::parse)
                .max(Comparator.naturalOrder());
        sent.ifPresent(time -> TimeShift.apply(root, Duration.between(time, now)));
        return sample.withBody(JsonBodies.write(root));
    }

    // A list, or one that is in no list.
    private static Iterable<JsonNode> refunds(JsonNode pix) {
        JsonNode refunds = pix.path("devolucoes");
        return refunds.isObject() ? List.of(refunds) : refunds;
    }
}
