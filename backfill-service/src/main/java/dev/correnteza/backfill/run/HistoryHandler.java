package dev.correnteza.backfill.run;

import dev.correnteza.backfill.account.Accounts;
import dev.correnteza.backfill.account.GatewayAccount;
import dev.correnteza.backfill.failure.ErrorCode;
import dev.correnteza.backfill.failure.PermanentFailure;
import dev.correnteza.backfill.gateway.HistoryClient;
import dev.correnteza.backfill.gateway.HistoryClients;
import dev.correnteza.backfill.job.Job;
import dev.correnteza.backfill.job.JobHandler;
import dev.correnteza.backfill.job.JobKind;
import dev.correnteza.backfill.job.JobRepository;
import dev.correnteza.backfill.job.JobSteps;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Opens runs. */
@Component
class HistoryHandler implements JobHandler {
    private final Accounts accounts;
    private final HistoryClients clients;
    private final HistoryPages pages;
    private final JobRepository jobs;
    private final HistoryRepository runs;

    HistoryHandler(
            Accounts accounts, HistoryClients clients, HistoryPages pages, JobRepository jobs, HistoryRepository runs) {
        this.accounts = accounts;
        this.clients = clients;
        this.pages = pages;
        this.jobs = jobs;
        this.runs = runs;
    }

    @Override
    public JobKind kind() {
        return JobKind.HISTORY;
    }

    @Override
    public Mono<JobSteps> open(Job job) {
        return runs.find(job.id(), job.tenantId())
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("run: none (expected: one per job)")))
                .map(run -> open(job, run));
    }

    // The account may have been taken out of the configuration since.
    private JobSteps open(Job job, HistoryRun run) {
        GatewayAccount account = accounts.find(job.tenantId(), run.spec().accountId())
                .orElseThrow(() -> new PermanentFailure(ErrorCode.ACCOUNT_UNKNOWN));
        HistoryClient client =
                clients.find(run.spec().gateway()).orElseThrow(() -> new PermanentFailure(ErrorCode.ACCOUNT_UNKNOWN));
        return new HistorySteps(job, run, client, account, pages, jobs, runs);
    }
}
