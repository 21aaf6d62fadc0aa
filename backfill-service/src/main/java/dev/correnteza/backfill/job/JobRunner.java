package dev.correnteza.backfill.job;

import dev.correnteza.backfill.failure.ErrorCode;
import dev.correnteza.backfill.failure.PermanentFailure;
import dev.correnteza.backfill.failure.TransientFailure;
import dev.correnteza.backfill.job.JobSteps.Step;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Claims jobs as far as there is room, works on them, and keeps their leases. A job whose instance died is claimed by another when
 * its lease is over, and goes on from its last checkpoint. On a stop every job ends its step and is given back.
 */
@Component
class JobRunner implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);
    private static final Duration STEP_LIMIT = Duration.ofSeconds(10);

    private final UUID owner = UUID.randomUUID();
    private final JobRepository jobs;
    private final JobProperties properties;
    private final Map<JobKind, JobHandler> handlers;
    private final Map<UUID, Disposable> active = new ConcurrentHashMap<>();
    private volatile boolean running;
    private volatile @Nullable Disposable ticks;

    JobRunner(JobRepository jobs, JobProperties properties, ObjectProvider<JobHandler> handlers) {
        this.jobs = jobs;
        this.properties = properties;
        this.handlers = handlers.stream().collect(Collectors.toMap(JobHandler::kind, Function.identity()));
    }

    @Override
    public void start() {
        running = true;
        ticks = Flux.interval(Duration.ZERO, properties.pollInterval())
                .onBackpressureDrop()
                .concatMap(tick -> tick().onErrorResume(failure -> {
                    log.atWarn().setCause(failure).log("jobs cannot be looked for");
                    return Mono.empty();
                }))
                .subscribe();
    }

    @Override
    public void stop() {
        throw new UnsupportedOperationException("only stop(Runnable) is called");
    }

    @Override
    public void stop(Runnable callback) {
        running = false;
        Disposable ticking = ticks;
        if (ticking != null) {
            ticking.dispose();
        }
        Flux.interval(Duration.ZERO, Duration.ofMillis(20))
                .takeUntil(tick -> active.isEmpty())
                .take(STEP_LIMIT)
                .then(Mono.fromRunnable(() -> active.values().forEach(Disposable::dispose)))
                .then(jobs.releaseAll(owner))
                .timeout(STEP_LIMIT.plusSeconds(5))
                .doOnError(failure -> log.atWarn().setCause(failure).log("jobs not given back: their lease must end"))
                .onErrorComplete()
                .doFinally(signal -> callback.run())
                .subscribe();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private Mono<Void> tick() {
        Mono<Void> renewed = active.isEmpty() ? Mono.empty() : jobs.renew(owner, properties.lease());
        int room = properties.maxParallel() - active.size();
        Mono<Void> claimed = room <= 0
                ? Mono.empty()
                : jobs.claim(owner, active.keySet(), room, properties.lease())
                        .doOnNext(this::begin)
                        .then();
        return renewed.then(claimed);
    }

    private void begin(Job job) {
        log.atInfo()
                .addKeyValue("jobId", job.id())
                .addKeyValue("kind", job.kind())
                .addKeyValue("tenantId", job.tenantId())
                .log("job begins");
        Disposable.Swap work = Disposables.swap();
        active.put(job.id(), work);
        work.update(work(job)
                .onErrorResume(failure -> {
                    log.atWarn()
                            .addKeyValue("jobId", job.id())
                            .setCause(failure)
                            .log("job's end not stored");
                    return Mono.empty();
                })
                .doFinally(signal -> active.remove(job.id()))
                .subscribe());
    }

    private Mono<Void> work(Job job) {
        JobHandler handler = handlers.get(job.kind());
        if (handler == null) {
            throw new IllegalStateException("no handler: " + job.kind() + " (expected: one per kind)");
        }
        return Mono.usingWhen(handler.open(job), this::steps, JobSteps::close)
                .flatMap(last -> end(job, last))
                .onErrorResume(failure -> fault(job, failure));
    }

    private Mono<Step> steps(JobSteps steps) {
        return Mono.defer(steps::next)
                .repeat(() -> running)
                .takeUntil(step -> step != Step.CONTINUE)
                .last();
    }

    private Mono<Void> end(Job job, Step last) {
        log.atInfo().addKeyValue("jobId", job.id()).addKeyValue("step", last).log("job rests or ends");
        return last == Step.DONE ? jobs.done(job) : jobs.release(job);
    }

    private Mono<Void> fault(Job job, Throwable failure) {
        if (failure instanceof PermanentFailure permanent) {
            log.atWarn()
                    .addKeyValue("jobId", job.id())
                    .addKeyValue("errorCode", permanent.code())
                    .log("job failed");
            return jobs.fail(job, permanent.code());
        }
        ErrorCode code = failure instanceof TransientFailure known ? known.code() : ErrorCode.INFRASTRUCTURE;
        Duration wait = backoff(job.attempts());
        log.atWarn()
                .addKeyValue("jobId", job.id())
                .addKeyValue("errorCode", code)
                .addKeyValue("attempt", job.attempts() + 1)
                .addKeyValue("durationMs", wait.toMillis())
                .setCause(failure)
                .log("job waits after a fault");
        return jobs.backOff(job, code, wait);
    }

    private Duration backoff(int attempts) {
        Duration wait = Duration.ofSeconds(1L << Math.min(attempts, 10));
        return Stream.of(wait, properties.maxBackoff()).min(Duration::compareTo).orElseThrow();
    }
}
