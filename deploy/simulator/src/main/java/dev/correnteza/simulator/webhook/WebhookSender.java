package dev.correnteza.simulator.webhook;

import java.time.Instant;
import java.util.Map;

/** How one gateway posts a webhook: its headers, its proof. Written from the gateway's documents, not from our verifiers. */
public interface WebhookSender {
    /** Gateway name. */
    String gateway();

    /** Whether the gateway sends a proof of its own; if not, the secret in the address is everything. */
    default boolean signs() {
        return true;
    }

    /** What the account shares with the gateway, in the gateway's form, made of a random text of letters, digits and dashes. */
    default String secretOf(String text) {
        return text;
    }

    /** Settings that an account at this gateway needs to take its samples; mostly none. */
    default Map<String, String> settings() {
        return Map.of();
    }

    /**
     * A sample as the gateway would post it.
     *
     * @param secret what the account shares with the gateway
     * @param now when it is posted, for signatures that hold a time
     */
    SignedWebhook sign(Sample sample, String secret, Instant now);

    /**
     * The same sample as another sale: every id that tells one payment, notice or subscription from the next is changed.
     *
     * @param number tells the copies apart
     */
    Sample fresh(Sample sample, long number);

    /**
     * The same sample as if its gateway sent it now: all times in it are moved by the same duration. A sale of years ago is of no
     * interest to Meta.
     */
    Sample recent(Sample sample, Instant now);
}
