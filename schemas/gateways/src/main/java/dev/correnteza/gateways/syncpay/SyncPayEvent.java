package dev.correnteza.gateways.syncpay;

import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which way the money of a webhook goes. */
enum SyncPayEvent {
    /** Into the account: a sale. */
    CHARGE,
    /** Out of the account: never a sale. */
    PAYOUT;

    /** Request header that names the event; the old postback has none, and a proxy may lose it. */
    static final String HEADER = "event";

    /**
     * Decided by the header, whatever the body looks like; by the body only where there is no header.
     *
     * @throws NotUnderstoodException UNKNOWN_EVENT with the name
     */
    static SyncPayEvent of(@Nullable String header, JsonPayload data) {
        if (header == null || header.isBlank()) {
            return looksLikePayout(data) ? PAYOUT : CHARGE;
        }
        return switch (header.strip().toLowerCase(Locale.ROOT)) {
            // Three generations of names; the newest is sent for cards too.
            case "cashin.create", "cashin.update" -> CHARGE;
            case "cashin.created", "cashin.updated" -> CHARGE;
            case "transaction.created", "transaction.updated" -> CHARGE;
            case "cashout.create", "cashout.update" -> PAYOUT;
            case "cashout.created", "cashout.updated" -> PAYOUT;
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, header.strip());
        };
    }

    private static boolean looksLikePayout(JsonPayload data) {
        return (data.has("pix_key") || data.has("pix_type")) && !hasClient(data.at("client"));
    }

    private static boolean hasClient(JsonPayload client) {
        return client.text("name") != null || client.text("email") != null || client.text("document") != null;
    }
}
