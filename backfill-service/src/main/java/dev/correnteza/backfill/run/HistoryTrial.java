package dev.correnteza.backfill.run;

import dev.correnteza.backfill.account.GatewayAccount;
import dev.correnteza.backfill.gateway.HistoryClient;
import dev.correnteza.backfill.job.JobKind;
import dev.correnteza.backfill.job.JobRepository;
import dev.correnteza.backfill.run.HistoryPages.DonePage;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads one page on the spot, so that a tenant sees what the records of its account would mean. */
@Component
class HistoryTrial {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final HistoryPages pages;
    private final JobRepository jobs;
    private final HistoryRepository runs;

    HistoryTrial(HistoryPages pages, JobRepository jobs, HistoryRepository runs) {
        this.pages = pages;
        this.jobs = jobs;
        this.runs = runs;
    }

    /** The first page that has records, or the last one; it is kept as a run that is done. */
    Mono<TrialView> trial(String tenantId, HistorySpec spec, HistoryClient client, GatewayAccount account) {
        UUID id = UUID.randomUUID();
        return firstWithRecords(spec, client, account, null)
                .timeout(LIMIT)
                .flatMap(done -> store(id, tenantId, spec, done).thenReturn(TrialView.of(id, spec, done)));
    }

    private Mono<DonePage> firstWithRecords(
            HistorySpec spec, HistoryClient client, GatewayAccount account, @Nullable String cursor) {
        return pages.page(client, account, spec.range(), cursor, spec.dryRun())
                .expand(done -> done.readings().isEmpty() && done.page().next() != null
                        ? pages.page(client, account, spec.range(), done.page().next(), spec.dryRun())
                        : Mono.empty())
                .last();
    }

    private Mono<Void> store(UUID id, String tenantId, HistorySpec spec, DonePage done) {
        Mono<Void> details =
                runs.insert(id, spec).then(runs.advance(id, done.page().next(), 1, done.counts()));
        return jobs.createDone(id, tenantId, JobKind.HISTORY, details);
    }
}
