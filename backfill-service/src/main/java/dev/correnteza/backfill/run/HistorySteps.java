package dev.correnteza.backfill.run;

import dev.correnteza.backfill.account.GatewayAccount;
import dev.correnteza.backfill.gateway.HistoryClient;
import dev.correnteza.backfill.job.Job;
import dev.correnteza.backfill.job.JobRepository;
import dev.correnteza.backfill.job.JobSteps;
import dev.correnteza.backfill.run.HistoryPages.DonePage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A run being worked on: a page is a step. */
final class HistorySteps implements JobSteps {
    private final Job job;
    private final HistorySpec spec;
    private final HistoryClient client;
    private final GatewayAccount account;
    private final HistoryPages pages;
    private final JobRepository jobs;
    private final HistoryRepository runs;
    private volatile @Nullable String cursor;

    HistorySteps(
            Job job,
            HistoryRun run,
            HistoryClient client,
            GatewayAccount account,
            HistoryPages pages,
            JobRepository jobs,
            HistoryRepository runs) {
        this.job = job;
        this.spec = run.spec();
        this.client = client;
        this.account = account;
        this.pages = pages;
        this.jobs = jobs;
        this.runs = runs;
        this.cursor = run.cursor();
    }

    @Override
    public Mono<Step> next() {
        return pages.page(client, account, spec.range(), cursor, spec.dryRun()).flatMap(this::checkpoint);
    }

    @Override
    public Mono<Void> close() {
        return Mono.empty();
    }

    private Mono<Step> checkpoint(DonePage done) {
        @Nullable String next = done.page().next();
        Mono<Void> details = runs.advance(job.id(), next, done.page().progress(), done.counts());
        return jobs.checkpoint(job, details).map(goesOn -> {
            cursor = next;
            return goesOn ? (next == null ? Step.DONE : Step.CONTINUE) : Step.STOPPED;
        });
    }
}
