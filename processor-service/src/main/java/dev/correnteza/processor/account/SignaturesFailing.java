package dev.correnteza.processor.account;

import java.time.Instant;

/**
 * That an account's webhooks are refused for their proof.
 *
 * @param since when the first was refused after the last good one was received
 * @param count how many were refused since then, as far as they were kept
 * @param lastReason code of the latest, such as PROOF_WRONG
 */
public record SignaturesFailing(Instant since, long count, String lastReason) {}
