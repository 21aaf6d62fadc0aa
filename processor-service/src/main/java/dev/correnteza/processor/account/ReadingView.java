package dev.correnteza.processor.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Notified;
import dev.correnteza.gateways.Normalization.PartlyUnderstood;
import dev.correnteza.gateways.Normalization.TooComplex;
import dev.correnteza.gateways.Normalization.Understood;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a request comes to, as the API shows it; nobody's name or address in it.
 *
 * @param authentic whether it would be let in
 * @param outcome {@code understood}, {@code partly_understood}, {@code notified}, {@code not_understood}, {@code too_complex},
 *     {@code adapter_failed}; of what is not authentic, why
 * @param detail the word that was not understood, or the resource that would be fetched
 * @param events that it would become
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReadingView(
        boolean authentic, String outcome, @Nullable String detail, List<EventView> events) {

    public static ReadingView of(Reading reading) {
        return switch (reading) {
            case Reading.Refused(var reason) ->
                new ReadingView(false, reason.name().toLowerCase(Locale.ROOT), null, List.of());
            case Reading.AdapterFailed(var webhook) -> authentic("adapter_failed", null, List.of());
            case Reading.Authentic(var webhook, var meaning) -> of(meaning);
        };
    }

    private static ReadingView of(Normalization meaning) {
        return switch (meaning) {
            case Understood(var events) -> authentic("understood", null, events);
            case PartlyUnderstood(var events, var rest) -> authentic("partly_understood", word(rest), events);
            case Notified(var notification) ->
                authentic("notified", notification.getTopic() + " " + notification.getResourceId(), List.of());
            case NotUnderstood rest -> authentic("not_understood", word(rest), List.of());
            case TooComplex() -> authentic("too_complex", null, List.of());
        };
    }

    private static ReadingView authentic(String outcome, @Nullable String detail, List<PaymentEvent> events) {
        return new ReadingView(
                true, outcome, detail, events.stream().map(EventView::of).toList());
    }

    private static String word(NotUnderstood rest) {
        return rest.detail() == null ? rest.reason().name() : rest.reason() + ": " + rest.detail();
    }

    /**
     * @param amountMinor minor units of the currency; {@code null} where the gateway tells none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EventView(
            String eventId,
            String type,
            String gatewayEventType,
            Instant occurredAt,
            @Nullable String gatewayTransactionId,
            @Nullable Long amountMinor,
            @Nullable String currency,
            String method) {
        static EventView of(PaymentEvent event) {
            return new EventView(
                    event.getEventId(),
                    event.getType(),
                    event.getGatewayEventType(),
                    event.getOccurredAt(),
                    event.getGatewayTransactionId(),
                    event.getAmountMinor(),
                    event.getCurrency(),
                    event.getMethod().name());
        }
    }
}
