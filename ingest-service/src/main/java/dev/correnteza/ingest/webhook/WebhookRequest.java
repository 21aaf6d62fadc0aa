package dev.correnteza.ingest.webhook;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request read whole.
 *
 * @param address where it was sent
 * @param clientAddress who sent it; {@code null} where that cannot be told
 * @param headers by lower-case name
 * @param query decoded parameters
 * @param body as received
 * @param receivedAt our clock
 */
record WebhookRequest(
        WebhookAddress address,
        @Nullable InetAddress clientAddress,
        Map<String, String> headers,
        Map<String, String> query,
        byte[] body,
        Instant receivedAt) {

    @Override
    public String toString() {
        return "WebhookRequest[***]";
    }
}
