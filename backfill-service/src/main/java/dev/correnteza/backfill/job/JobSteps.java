package dev.correnteza.backfill.job;

import reactor.core.publisher.Mono;

/** A job being worked on, in small steps, one after the other. Each ends with a checkpoint of what it did. */
public interface JobSteps {

    /** Does the next piece. What it does before its checkpoint is done again after a fault: it must be harmless twice. */
    Mono<Step> next();

    /** Gives back what was opened; called once, after the last step has ended. */
    Mono<Void> close();

    /** How a step ended. */
    enum Step {
        /** There may be more. */
        CONTINUE,
        /** There is no more. */
        DONE,
        /** The job was paused or canceled, or another instance has taken it over. */
        STOPPED
    }
}
