package dev.correnteza.backfill.replay;

import dev.correnteza.backfill.job.Job;
import dev.correnteza.backfill.job.JobRepository;
import dev.correnteza.backfill.job.JobSteps;
import dev.correnteza.backfill.lane.LanePublisher;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.codec.AvroCodec;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** A replay being worked on: read, wait for the rate, write, and only then remember how far. */
final class ReplaySteps implements JobSteps {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Job job;
    private final ReplaySpec spec;
    private final TopicReader reader;
    private final Scheduler thread;
    private final AvroCodec<PaymentEvent> codec;
    private final LanePublisher publisher;
    private final JobRepository jobs;
    private final ReplayRepository replays;
    private final ReplayMetrics metrics;
    private final Bucket rate;

    ReplaySteps(
            Job job,
            ReplaySpec spec,
            TopicReader reader,
            Scheduler thread,
            AvroCodec<PaymentEvent> codec,
            LanePublisher publisher,
            JobRepository jobs,
            ReplayRepository replays,
            ReplayMetrics metrics) {
        this.job = job;
        this.spec = spec;
        this.reader = reader;
        this.thread = thread;
        this.codec = codec;
        this.publisher = publisher;
        this.jobs = jobs;
        this.replays = replays;
        this.metrics = metrics;
        this.rate = Bucket.builder()
                .addLimit(limit -> limit.capacity(spec.ratePerSecond())
                        .refillGreedy(spec.ratePerSecond(), SECOND)
                        .initialTokens(0))
                .build();
    }

    @Override
    public Mono<Step> next() {
        return Mono.fromCallable(this::read).subscribeOn(thread).flatMap(this::write);
    }

    @Override
    public Mono<Void> close() {
        return Mono.<Void>fromRunnable(reader::close).subscribeOn(thread).doFinally(signal -> thread.dispose());
    }

    private Read read() {
        List<ConsumerRecord<String, byte[]>> records = reader.poll();
        return new Read(records.size(), ReplayBatch.of(records, spec, codec), reader.ranges(), reader.isDone());
    }

    private Mono<Step> write(Read read) {
        int matched = read.batch().copies().size();
        int written = spec.dryRun() ? 0 : matched;
        Mono<Void> writing = written == 0
                ? Mono.empty()
                : Mono.delay(Duration.ofNanos(rate.consumeIgnoringRateLimits(written)))
                        .then(publisher.publish(read.batch().copies()));
        ReplayCounts more =
                new ReplayCounts(read.scanned(), matched, written, read.batch().undecodable());
        return writing.then(jobs.checkpoint(job, replays.advance(job.id(), read.ranges(), more)))
                .map(goesOn -> {
                    metrics.count(more);
                    return goesOn ? (read.isLast() ? Step.DONE : Step.CONTINUE) : Step.STOPPED;
                });
    }

    private record Read(int scanned, ReplayBatch batch, List<PartitionRange> ranges, boolean isLast) {}
}
