package dev.correnteza.backfill.run;

import dev.correnteza.backfill.account.GatewayAccount;
import dev.correnteza.backfill.gateway.HistoryClient;
import dev.correnteza.backfill.gateway.HistoryPage;
import dev.correnteza.backfill.gateway.HistoryRange;
import dev.correnteza.backfill.lane.LanePublisher;
import dev.correnteza.backfill.run.PageReader.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Fetches a page, reads it and writes what it means; a page is done when all of that is acknowledged. */
@Component
class HistoryPages {
    private final PageReader reader;
    private final LanePublisher publisher;
    private final HistoryMetrics metrics;

    HistoryPages(PageReader reader, LanePublisher publisher, HistoryMetrics metrics) {
        this.reader = reader;
        this.publisher = publisher;
        this.metrics = metrics;
    }

    /** @param cursor {@code null} for the first page */
    Mono<DonePage> page(
            HistoryClient client, GatewayAccount account, HistoryRange range, @Nullable String cursor, boolean dryRun) {
        return client.page(account, range, cursor).flatMap(page -> write(page, client, account, dryRun));
    }

    private Mono<DonePage> write(HistoryPage page, HistoryClient client, GatewayAccount account, boolean dryRun) {
        List<Reading> readings = reader.read(page, client, account);
        Mono<Void> writing = dryRun || readings.isEmpty()
                ? Mono.empty()
                : publisher.publish(readings.stream()
                        .flatMap(reading -> reading.writes().stream())
                        .toList());
        return writing.then(Mono.fromSupplier(() -> {
            HistoryCounts counts = counts(readings, dryRun);
            metrics.count(client.gateway(), counts);
            return new DonePage(page, readings, counts);
        }));
    }

    private static HistoryCounts counts(List<Reading> readings, boolean dryRun) {
        long notUnderstood =
                readings.stream().filter(reading -> !reading.isUnderstood()).count();
        long published = dryRun
                ? 0
                : readings.stream()
                        .filter(Reading::isUnderstood)
                        .mapToLong(reading -> reading.writes().size())
                        .sum();
        return new HistoryCounts(1, readings.size(), published, notUnderstood);
    }

    /** A page that was written, or only read in a dry run. */
    record DonePage(HistoryPage page, List<Reading> readings, HistoryCounts counts) {}
}
