package dev.correnteza.processor.webhooklog;

import dev.correnteza.events.Lane;
import dev.correnteza.events.QuarantinedWebhook;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.NewerSchemas;
import dev.correnteza.events.codec.UndecodableRecord;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.processor.sql.RecordFaults;
import dev.correnteza.processor.webhooklog.LogEntry.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Logs what ingest-service put into quarantine. */
@Component
class QuarantineListener {
    private static final Logger log = LoggerFactory.getLogger(QuarantineListener.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final byte[] NOTHING = {};
    private static final String NOT_TOLD = "";

    private final WebhookLogRepository repository;
    private final WebhookLogMonths months;
    private final AvroCodec<QuarantinedWebhook> codec;
    private final Clock clock;

    QuarantineListener(
            WebhookLogRepository repository, WebhookLogMonths months, NewerSchemas newerSchemas, Clock clock) {
        this.repository = repository;
        this.months = months;
        this.codec = AvroCodec.of(QuarantinedWebhook.class, newerSchemas);
        this.clock = clock;
    }

    @KafkaListener(topics = Topics.WEBHOOK_QUARANTINE, groupId = "processor-quarantine", batch = "true")
    void onQuarantined(List<ConsumerRecord<String, byte[]>> batch) {
        Instant now = clock.instant();
        List<LogEntry> entries =
                batch.stream().map(record -> entry(record, now)).toList();
        months.ensure(batch)
                .then(repository.write(entries))
                .onErrorResume(RecordFaults::isFaultOfARecord, fault -> oneByOne(entries))
                .block(LIMIT);
    }

    // What cannot be stored holds up nothing else.
    private Mono<Void> oneByOne(List<LogEntry> entries) {
        return Flux.fromIterable(entries)
                .concatMap(entry -> repository
                        .write(List.of(entry))
                        .onErrorResume(RecordFaults::isFaultOfARecord, fault -> {
                            log.atError()
                                    .addKeyValue("topic", entry.topic())
                                    .addKeyValue("partition", entry.partition())
                                    .addKeyValue("offset", entry.offset())
                                    .addKeyValue("errorCode", RecordFaults.codeOf(fault))
                                    .log("quarantine record cannot be stored and is passed over");
                            return Mono.empty();
                        }))
                .then();
    }

    private LogEntry entry(ConsumerRecord<String, byte[]> record, Instant now) {
        try {
            QuarantinedWebhook webhook = codec.decode(Objects.requireNonNullElse(record.value(), NOTHING));
            String error = webhook.getDetail() == null
                    ? webhook.getReason()
                    : webhook.getReason() + ": " + webhook.getDetail();
            return new LogEntry(
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    LogEntry.timeOf(record),
                    webhook.getTenantId(),
                    webhook.getAccountId(),
                    webhook.getGateway(),
                    Lane.LIVE.name(),
                    null,
                    null,
                    null,
                    webhook.getReceivedAt(),
                    now,
                    Status.QUARANTINED,
                    1,
                    error,
                    null,
                    null);
        } catch (UndecodableRecord e) {
            log.atError()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .setCause(e)
                    .log("quarantine record cannot be read");
            return new LogEntry(
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    LogEntry.timeOf(record),
                    NOT_TOLD,
                    NOT_TOLD,
                    NOT_TOLD,
                    Lane.LIVE.name(),
                    null,
                    null,
                    null,
                    LogEntry.timeOf(record),
                    now,
                    Status.FAILED,
                    1,
                    "UNDECODABLE",
                    null,
                    null);
        }
    }
}
