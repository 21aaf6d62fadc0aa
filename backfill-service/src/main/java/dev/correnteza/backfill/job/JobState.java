package dev.correnteza.backfill.job;

/** Where a job stands. */
public enum JobState {
    /** Waits for an instance that has room. */
    QUEUED,
    /** An instance works on it, or is to take it over from one that died. */
    RUNNING,
    /** Rests until it is resumed. */
    PAUSED,
    /** Ended with everything done. */
    DONE,
    /** Ended because somebody said so; what was written stays written. */
    CANCELED,
    /** Ended because waiting does not help; the error code says why. */
    FAILED
}
