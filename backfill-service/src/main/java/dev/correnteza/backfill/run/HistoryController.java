package dev.correnteza.backfill.run;

import dev.correnteza.backfill.access.ApiKeyFilter;
import dev.correnteza.backfill.account.Accounts;
import dev.correnteza.backfill.account.GatewayAccount;
import dev.correnteza.backfill.failure.PermanentFailure;
import dev.correnteza.backfill.failure.TransientFailure;
import dev.correnteza.backfill.gateway.HistoryClient;
import dev.correnteza.backfill.gateway.HistoryClients;
import dev.correnteza.backfill.job.JobKind;
import dev.correnteza.backfill.job.JobRepository;
import dev.correnteza.backfill.run.HistoryRequest.InvalidRun;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code /v1/backfills}: every call sees the caller's own accounts and runs only. */
@RestController
@RequestMapping("/v1/backfills")
class HistoryController {
    private static final int LISTED = 100;

    private final Accounts accounts;
    private final HistoryClients clients;
    private final HistoryTrial trials;
    private final JobRepository jobs;
    private final HistoryRepository runs;
    private final Clock clock;

    HistoryController(
            Accounts accounts,
            HistoryClients clients,
            HistoryTrial trials,
            JobRepository jobs,
            HistoryRepository runs,
            Clock clock) {
        this.accounts = accounts;
        this.clients = clients;
        this.trials = trials;
        this.jobs = jobs;
        this.runs = runs;
        this.clock = clock;
    }

    @PostMapping
    Mono<ResponseEntity<Object>> create(
            @RequestAttribute(ApiKeyFilter.TENANT_ID) String tenantId, @RequestBody HistoryRequest request) {
        String accountId = request.accountId();
        if (accountId == null) {
            throw new InvalidRun("accountId: missing (expected: one of your accounts)");
        }
        GatewayAccount account = accounts.find(tenantId, accountId)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no such account"));
        HistoryClient client = clients.find(account.gateway())
                .orElseThrow(() -> new InvalidRun("accountId: its gateway has no history that can be read"));
        HistorySpec spec = request.spec(accountId, account.gateway(), clock);
        return spec.mode() == HistoryMode.TRIAL
                ? trials.trial(tenantId, spec, client, account).map(ResponseEntity::ok)
                : begin(tenantId, spec);
    }

    @GetMapping
    Flux<HistoryView> list(@RequestAttribute(ApiKeyFilter.TENANT_ID) String tenantId) {
        return runs.latest(tenantId, LISTED).map(HistoryView::of);
    }

    @GetMapping("/{id}")
    Mono<HistoryView> get(@RequestAttribute(ApiKeyFilter.TENANT_ID) String tenantId, @PathVariable UUID id) {
        return runs.find(id, tenantId)
                .map(HistoryView::of)
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }

    @PostMapping("/{id}/cancel")
    Mono<HistoryView> cancel(@RequestAttribute(ApiKeyFilter.TENANT_ID) String tenantId, @PathVariable UUID id) {
        return changed(tenantId, id, jobs.cancel(id, tenantId, JobKind.HISTORY));
    }

    @PostMapping("/{id}/pause")
    Mono<HistoryView> pause(@RequestAttribute(ApiKeyFilter.TENANT_ID) String tenantId, @PathVariable UUID id) {
        return changed(tenantId, id, jobs.pause(id, tenantId, JobKind.HISTORY));
    }

    @PostMapping("/{id}/resume")
    Mono<HistoryView> resume(@RequestAttribute(ApiKeyFilter.TENANT_ID) String tenantId, @PathVariable UUID id) {
        return changed(tenantId, id, jobs.resume(id, tenantId, JobKind.HISTORY));
    }

    @ExceptionHandler
    ProblemDetail refuse(InvalidRun refusal) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, refusal.getMessage());
    }

    @ExceptionHandler
    ProblemDetail trialFailed(PermanentFailure failure) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_GATEWAY, failure.code().name());
    }

    @ExceptionHandler
    ProblemDetail trialFailed(TransientFailure failure) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE, failure.code().name());
    }

    private Mono<ResponseEntity<Object>> begin(String tenantId, HistorySpec spec) {
        UUID id = UUID.randomUUID();
        return jobs.create(id, tenantId, JobKind.HISTORY, runs.insert(id, spec))
                .thenReturn(ResponseEntity.accepted()
                        .location(URI.create("/v1/backfills/" + id))
                        .body(Map.of("id", id)));
    }

    private Mono<HistoryView> changed(String tenantId, UUID id, Mono<Boolean> change) {
        return change.flatMap(done -> get(tenantId, id)
                .flatMap(view -> done
                        ? Mono.just(view)
                        : Mono.error(new ResponseStatusException(
                                HttpStatus.CONFLICT,
                                "the run is " + view.state() + ": this cannot be done to it now"))));
    }
}
