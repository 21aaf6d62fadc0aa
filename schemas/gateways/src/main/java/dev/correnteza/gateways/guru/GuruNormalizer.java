package dev.correnteza.gateways.guru;

import static dev.correnteza.events.type.EventType.OTHER;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a webhook of Guru means: one event, by its type. */
final class GuruNormalizer {
    private GuruNormalizer() {}

    static PaymentEvent normalize(JsonPayload body, EventSource source) {
        GuruEnvelope envelope = new GuruEnvelope(body);
        JsonPayload payload = envelope.payload();
        String webhookType = envelope.webhookType();
        return switch (webhookType) {
            case "transaction" -> GuruTransaction.normalize(payload, source);
            case "subscription" -> GuruSubscription.normalize(payload, source);
            // A seat at an event: the sale of it is a transaction.
            case "eticket" -> other(payload, source, webhookType, payload.at("dates"), "updated_at");
            // About the webhook itself.
            case "webhook_deactivation" ->
                other(payload, source, webhookType, payload.at("deactivation"), "deactivated_at");
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, webhookType);
        };
    }

    private static PaymentEvent other(
            JsonPayload payload, EventSource source, String webhookType, JsonPayload dates, String when) {
        @Nullable String status = payload.text("status");
        String words = status == null ? webhookType : webhookType + "/" + status;
        String occurrence = words + "/" + Objects.requireNonNullElse(dates.text(when), "");
        @Nullable Instant occurredAt = GuruTimes.read(dates, when);
        return source.each(OTHER, words, payload.requiredText("id"), occurrence, occurredAt);
    }
}
