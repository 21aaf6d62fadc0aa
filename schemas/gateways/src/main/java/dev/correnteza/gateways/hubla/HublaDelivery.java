package dev.correnteza.gateways.hubla;

import dev.correnteza.gateways.ReceivedWebhook;
import org.jspecify.annotations.Nullable;

/**
 * What the headers say of a delivery.
 *
 * @param id of the notice, the same for each attempt; {@code null} where a proxy lost it
 * @param sandbox whether it is a test
 */
record HublaDelivery(@Nullable String id, boolean sandbox) {
    static final String ID = "x-hubla-idempotency";
    static final String SANDBOX = "x-hubla-sandbox";

    static HublaDelivery of(ReceivedWebhook webhook) {
        @Nullable String id = webhook.header(ID);
        @Nullable String sandbox = webhook.header(SANDBOX);
        return new HublaDelivery(
                id == null || id.isBlank() ? null : id.strip(),
                sandbox != null && sandbox.strip().equalsIgnoreCase("true"));
    }
}
