package dev.correnteza.processor.matching;

import org.jspecify.annotations.Nullable;

/**
 * The payment that an event speaks of.
 *
 * @param rule how it was found
 * @param byRules what the rules say where somebody decided otherwise; {@code null} where nobody did
 */
public record Match(
        String paymentId, MatchRule rule, @Nullable Match byRules) {

    /** By a rule, and no decision. */
    public Match(String paymentId, MatchRule rule) {
        this(paymentId, rule, null);
    }
}
