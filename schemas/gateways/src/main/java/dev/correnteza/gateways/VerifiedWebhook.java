package dev.correnteza.gateways;

import java.time.Instant;

/**
 * A webhook that is known to come from the gateway: only such a one can be normalized. Made by verifiers, and where a webhook that
 * was verified before is read again from our own topics; {@code ArchitectureTest} sees to it that nobody else does.
 *
 * @param received the request
 * @param receivedAt when it was received, our clock
 */
public record VerifiedWebhook(ReceivedWebhook received, Instant receivedAt) {}
