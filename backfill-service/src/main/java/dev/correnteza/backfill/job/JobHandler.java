package dev.correnteza.backfill.job;

import reactor.core.publisher.Mono;

/** Does the jobs of one kind. */
public interface JobHandler {
    JobKind kind();

    /**
     * Opens a job where its last checkpoint left it.
     *
     * @return fails with {@code PermanentFailure} when the job can never be done; any other error is tried again after a wait
     */
    Mono<JobSteps> open(Job job);
}
