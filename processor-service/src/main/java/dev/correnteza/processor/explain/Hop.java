package dev.correnteza.processor.explain;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One stage of a payment's way.
 *
 * @param hop which stage: charge, webhook, ledger, transition, transition_private or conversion
 * @param at when it passed, our clock, UTC; {@code null} where it has not yet
 * @param topic of the record; {@code null} for stages that are not in a topic
 * @param partition of the record
 * @param offset of the record
 * @param details what happened there; no personal data
 */
public record Hop(
        String hop,
        @Nullable Instant at,
        @Nullable String topic,
        @Nullable Integer partition,
        @Nullable Long offset,
        Map<String, Object> details) {}
