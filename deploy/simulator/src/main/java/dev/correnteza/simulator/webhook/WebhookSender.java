package dev.correnteza.simulator.webhook;

import java.time.Instant;

/** How one gateway posts a webhook: its headers, its proof. Written from the gateway's documents, not from our verifiers. */
public interface WebhookSender {
    /** Gateway name. */
    String gateway();

    /**
     * A sample as the gateway would post it.
     *
     * @param secret what the account shares with the gateway
     */
    SignedWebhook sign(Sample sample, String secret);

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
