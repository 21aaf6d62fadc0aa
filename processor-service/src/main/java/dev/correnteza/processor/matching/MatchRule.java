package dev.correnteza.processor.matching;

/** How an event found its payment, strongest first. */
public enum MatchRule {
    /** Somebody decided so for its gateway transaction. */
    MANUAL,
    WEBHOOK_TOKEN,
    GATEWAY_TRANSACTION,
    ORIGIN_TRANSACTION,
    PAYMENT_ID,
    EXTERNAL_REFERENCE,
    END_TO_END_ID,
    /** No payment was known by any of its names: it was born from the event. */
    BORN
}
