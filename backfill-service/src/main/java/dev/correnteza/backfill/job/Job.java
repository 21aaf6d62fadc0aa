package dev.correnteza.backfill.job;

import java.util.UUID;

/**
 * A job that this instance holds the lease of.
 *
 * @param owner the instance; checkpoints of anybody else are refused
 * @param attempts how often it failed since its last checkpoint
 */
public record Job(UUID id, String tenantId, JobKind kind, UUID owner, int attempts) {}
