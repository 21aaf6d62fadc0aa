package dev.correnteza.backfill.job;

/** What a job does. */
public enum JobKind {
    HISTORY,
    REPLAY
}
