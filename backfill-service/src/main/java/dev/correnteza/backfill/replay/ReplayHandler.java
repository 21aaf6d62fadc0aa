package dev.correnteza.backfill.replay;

import dev.correnteza.backfill.job.Job;
import dev.correnteza.backfill.job.JobHandler;
import dev.correnteza.backfill.job.JobKind;
import dev.correnteza.backfill.job.JobRepository;
import dev.correnteza.backfill.job.JobSteps;
import dev.correnteza.backfill.lane.LanePublisher;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.codec.AvroCodec;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Opens replays: each has a consumer and a thread of its own. */
@Component
class ReplayHandler implements JobHandler {
    private final ConsumerFactory<String, byte[]> consumers;
    private final ReplayProperties properties;
    private final AvroCodec<PaymentEvent> codec;
    private final LanePublisher publisher;
    private final JobRepository jobs;
    private final ReplayRepository replays;
    private final ReplayMetrics metrics;

    ReplayHandler(
            ConsumerFactory<String, byte[]> consumers,
            ReplayProperties properties,
            AvroCodec<PaymentEvent> codec,
            LanePublisher publisher,
            JobRepository jobs,
            ReplayRepository replays,
            ReplayMetrics metrics) {
        this.consumers = consumers;
        this.properties = properties;
        this.codec = codec;
        this.publisher = publisher;
        this.jobs = jobs;
        this.replays = replays;
        this.metrics = metrics;
    }

    @Override
    public JobKind kind() {
        return JobKind.REPLAY;
    }

    @Override
    public Mono<JobSteps> open(Job job) {
        return replays.find(job.id(), job.tenantId())
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("replay: none (expected: one per job)")))
                .flatMap(replay -> open(job, replay.spec()));
    }

    private Mono<JobSteps> open(Job job, ReplaySpec spec) {
        Scheduler thread = Schedulers.newSingle("replay");
        return Mono.fromCallable(() -> new TopicReader(consumer(spec), spec.sourceTopic()))
                .subscribeOn(thread)
                .flatMap(reader -> {
                    ReplaySteps steps =
                            new ReplaySteps(job, spec, reader, thread, codec, publisher, jobs, replays, metrics);
                    return ranges(job, spec, reader, thread)
                            .flatMap(ranges ->
                                    Mono.fromRunnable(() -> reader.seek(ranges)).subscribeOn(thread))
                            .onErrorResume(failure -> steps.close().then(Mono.error(failure)))
                            .thenReturn((JobSteps) steps);
                });
    }

    private Mono<List<PartitionRange>> ranges(Job job, ReplaySpec spec, TopicReader reader, Scheduler thread) {
        return replays.partitions(job.id()).collectList().flatMap(stored -> {
            if (!stored.isEmpty()) {
                return Mono.just(stored);
            }
            return Mono.fromCallable(() -> reader.measure(spec.filter().from()))
                    .subscribeOn(thread)
                    .flatMap(measured -> jobs.checkpoint(job, replays.insertPartitions(job.id(), measured))
                            .thenReturn(measured));
        });
    }

    private Consumer<String, byte[]> consumer(ReplaySpec spec) {
        Properties overrides = new Properties();
        // A step is at most a second's worth of writing, so that it can be stopped in between.
        overrides.setProperty(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                Integer.toString(Math.min(properties.maxPollRecords(), spec.ratePerSecond())));
        return consumers.createConsumer(null, "replay", null, overrides);
    }
}
