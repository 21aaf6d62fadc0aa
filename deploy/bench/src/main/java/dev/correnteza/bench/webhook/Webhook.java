package dev.correnteza.bench.webhook;

import dev.correnteza.simulator.webhook.Sample;

/**
 * One webhook before it is signed, which is done anew for each delivery.
 *
 * @param id rises by one
 * @param kind what happened
 * @param sale number of the sale
 * @param step which of the sale's webhooks, from 0
 * @param sample its body
 * @param hash SHA-256 of the body in hex; no two webhooks have the same
 * @param isRepeated whether the gateway sends it once more although it was answered
 */
public record Webhook(long id, Kind kind, long sale, int step, Sample sample, String hash, boolean isRepeated) {
    /** Where its record belongs. */
    public String topic() {
        return kind.topic();
    }

    boolean hasNext() {
        return step + 1 < kind.samples().size();
    }

    @Override
    public String toString() {
        return kind + " " + id;
    }
}
