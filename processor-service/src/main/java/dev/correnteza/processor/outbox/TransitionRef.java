package dev.correnteza.processor.outbox;

import java.util.UUID;

/** A transition, unique in its tenant. */
public record TransitionRef(String tenantId, UUID transitionId) {}
