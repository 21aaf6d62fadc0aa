package dev.correnteza.gateways.efi;

import static dev.correnteza.events.type.EventType.PAYMENT_CANCELED;
import static dev.correnteza.events.type.EventType.PAYMENT_EXPIRED;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An immediate charge ({@code cob}). Its txid is our token and names no payment: the Pix that pays it has an id of its own. */
final class EfiCharge {
    private EfiCharge() {}

    /** @return empty for one that was paid: its Pix say when and how often */
    static Optional<PaymentEvent> read(JsonPayload charge, EventSource source, Instant readAt) {
        String status = charge.requiredText("status");
        JsonPayload calendar = charge.at("calendario");
        @Nullable Instant createdAt = Times.iso(calendar, "criacao", ZoneOffset.UTC);
        @Nullable Instant expiresAt = expiry(createdAt, calendar.count("expiracao"));
        return switch (status) {
            case "ATIVA" ->
                Optional.of(
                        expiresAt == null || readAt.isBefore(expiresAt)
                                ? event(PAYMENT_PENDING, status, charge, source, createdAt, expiresAt)
                                : event(PAYMENT_EXPIRED, status, charge, source, expiresAt, expiresAt));
            case "CONCLUIDA" -> Optional.empty();
            case "REMOVIDA_PELO_USUARIO_RECEBEDOR", "REMOVIDA_PELO_PSP" ->
                Optional.of(event(PAYMENT_CANCELED, status, charge, source, null, expiresAt));
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, status);
        };
    }

    private static PaymentEvent event(
            String type,
            String status,
            JsonPayload charge,
            EventSource source,
            @Nullable Instant occurredAt,
            @Nullable Instant expiresAt) {
        String txid = charge.requiredText("txid");
        PaymentEvent event = source.once(type, status, txid, occurredAt);
        event.setMethod(PaymentMethod.PIX);
        EventSource.setAmount(event, Amounts.requiredMajor(charge.at("valor"), "original", EfiPix.CURRENCY));
        event.setExpiresAt(expiresAt);
        event.setCustomer(EfiPix.payer(charge.at("devedor")));
        EfiPix.readReference(txid, event);
        return event;
    }

    private static @Nullable Instant expiry(@Nullable Instant createdAt, @Nullable Integer seconds) {
        return createdAt == null || seconds == null ? null : createdAt.plusSeconds(seconds);
    }
}
