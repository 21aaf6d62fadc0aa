package dev.correnteza.processor.webhooklog;

import dev.correnteza.processor.rounds.Round;
import java.time.Duration;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Drops months of the log that are older than it is kept, each written to the archive first where there is one. What is forgotten is
 * text: a webhook of that time that comes again is a duplicate still, by the ledger.
 */
@Component
class WebhookLogRetention implements Round {
    private static final Logger log = LoggerFactory.getLogger(WebhookLogRetention.class);
    private static final String PREFIX = "webhook_log_";
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu'_'MM");

    private static final String MONTHS = """
            SELECT child.relname
            FROM pg_inherits
            JOIN pg_class AS child ON child.oid = inhrelid
            WHERE inhparent = 'webhook_log'::regclass
            ORDER BY child.relname
            """;

    // One instance at a time; another one looks again next time. Another lock than that of making months: writing a
    // month to the archive takes its time, and batches do not wait for it.
    private static final String LOCK =
            "SELECT pg_try_advisory_xact_lock(hashtext(current_schema() || '.webhook_log.retention'))";

    // Batches queue up behind whoever waits for the whole log, and a backup holds it for hours.
    private static final String LOCK_LIMIT = "SET LOCAL lock_timeout = '1s'";

    /** A month of the largest log, written to a slow disk. */
    private static final Duration LIMIT = Duration.ofHours(6);

    private static final String EXISTS = "SELECT to_regclass(current_schema() || '.' || :name) IS NOT NULL";

    private final DatabaseClient db;
    private final TransactionalOperator transaction;
    private final WebhookLogMonths months;
    private final WebhookLogArchive archive;
    private final WebhookLogProperties properties;
    // Written by this instance, and still to be dropped.
    private final Set<String> archived = ConcurrentHashMap.newKeySet();

    WebhookLogRetention(
            DatabaseClient db,
            TransactionalOperator transaction,
            WebhookLogMonths months,
            WebhookLogArchive archive,
            WebhookLogProperties properties) {
        this.db = db;
        this.transaction = transaction;
        this.months = months;
        this.archive = archive;
        this.properties = properties;
    }

    @Override
    public Duration every() {
        return properties.lookEvery();
    }

    @Override
    public String failure() {
        return "months of the webhook log cannot be dropped";
    }

    @Override
    public Duration limit() {
        return LIMIT;
    }

    /** Drops every month that is not kept any longer. */
    @Override
    public Mono<Void> once() {
        return db.sql(MONTHS)
                .mapValue(String.class)
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(name -> monthOf(name)
                        .filter(month -> month.isBefore(months.oldestKept()))
                        .map(month -> drop(name, month))
                        .orElse(Mono.empty()))
                .then();
    }

    private Mono<Void> drop(String name, YearMonth month) {
        return db.sql(LOCK)
                .mapValue(Boolean.class)
                .one()
                .filter(isMine -> isMine)
                .flatMap(mine -> db.sql(EXISTS)
                        .bind("name", name)
                        .mapValue(Boolean.class)
                        .one())
                .filter(exists -> exists)
                .flatMap(exists -> archive(name).then(detachAndDrop(name)).thenReturn(month))
                .as(transaction::transactional)
                .doOnNext(dropped -> {
                    archived.remove(name);
                    months.dropped(dropped);
                    log.atInfo().addKeyValue("month", dropped).log("month of the webhook log dropped");
                })
                .then();
    }

    private Mono<Void> archive(String name) {
        return archived.contains(name) ? Mono.empty() : archive.write(name).doOnSuccess(written -> archived.add(name));
    }

    private Mono<Void> detachAndDrop(String name) {
        return db.sql(LOCK_LIMIT)
                .then()
                .then(db.sql("ALTER TABLE webhook_log DETACH PARTITION " + name).then())
                .then(db.sql("DROP TABLE " + name).then());
    }

    private static Optional<YearMonth> monthOf(String name) {
        if (!name.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(YearMonth.parse(name.substring(PREFIX.length()), MONTH));
        } catch (DateTimeParseException e) {
            return Optional.empty(); // not one of ours
        }
    }
}
