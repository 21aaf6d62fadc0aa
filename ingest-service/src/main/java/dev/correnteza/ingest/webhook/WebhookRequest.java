package dev.correnteza.ingest.webhook;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request read whole.
 *
 * @param gateway as the address names it, not yet known to exist
 * @param accountId as the address names it
 * @param urlSecret last segment of the address that the gateway was given
 * @param pathSuffix what the gateway appended to it; empty for nothing
 * @param clientAddress who sent it; {@code null} where that cannot be told
 * @param headers by lower-case name
 * @param query decoded parameters
 * @param body as received
 * @param receivedAt our clock
 */
record WebhookRequest(
        String gateway,
        String accountId,
        String urlSecret,
        String pathSuffix,
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
