package dev.correnteza.processor.webhooklog;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The months of UTC that the log is cut into, by the time of records in their topics. */
@Component
public class WebhookLogMonths {
    private static final String MAKE = "SELECT make_webhook_log_month(:month)::text";

    private final DatabaseClient db;
    private final WebhookLogProperties properties;
    private final Clock clock;
    private final Set<YearMonth> made = ConcurrentHashMap.newKeySet();

    WebhookLogMonths(DatabaseClient db, WebhookLogProperties properties, Clock clock) {
        this.db = db;
        this.properties = properties;
        this.clock = clock;
    }

    /** Makes the months that the rows of these records will need, where they are not there. Not to be part of a transaction. */
    public Mono<Void> ensure(Collection<? extends ConsumerRecord<?, ?>> records) {
        Set<YearMonth> missing = records.stream()
                .map(record -> monthOf(LogEntry.timeOf(record)))
                .filter(month -> !made.contains(month) && isKept(month))
                .collect(Collectors.toSet());
        return missing.isEmpty() ? Mono.empty() : make(missing.stream().sorted().toList());
    }

    private Mono<Void> make(List<YearMonth> months) {
        return Flux.fromIterable(months)
                .concatMap(month ->
                        db.sql(MAKE).bind("month", month.atDay(1)).then().doOnSuccess(done -> made.add(month)))
                .then();
    }

    /** Whether a record of this time has a row; older ones are forgotten, and their facts are in the ledger. */
    public boolean isKept(Instant recordTime) {
        return isKept(monthOf(recordTime));
    }

    private boolean isKept(YearMonth month) {
        return !month.isBefore(oldestKept());
    }

    /** The month that rows are written to at least; those before may be dropped. */
    public YearMonth oldestKept() {
        return monthOf(clock.instant()).minusMonths(properties.keepMonths());
    }

    /** Forgets that these were made: they are dropped. */
    void dropped(YearMonth month) {
        made.remove(month);
    }

    private static YearMonth monthOf(Instant time) {
        return YearMonth.from(LocalDate.ofInstant(time, ZoneOffset.UTC));
    }
}
