package dev.correnteza.processor.matching;

/**
 * The payment that an event speaks of.
 *
 * @param rule how it was found
 */
public record Match(String paymentId, MatchRule rule) {}
