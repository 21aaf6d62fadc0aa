package dev.correnteza.backfill.replay;

import dev.correnteza.backfill.access.ApiKeyFilter;
import dev.correnteza.backfill.job.JobKind;
import dev.correnteza.backfill.job.JobRepository;
import dev.correnteza.backfill.replay.ReplayRequest.InvalidReplay;
import java.net.URI;
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

/** {@code /v1/replays}: every call sees the caller's own replays only. */
@RestController
@RequestMapping("/v1/replays")
class ReplayController {
    private static final int LISTED = 100;

    private final JobRepository jobs;
    private final ReplayRepository replays;
    private final ReplayProperties properties;

    ReplayController(JobRepository jobs, ReplayRepository replays, ReplayProperties properties) {
        this.jobs = jobs;
        this.replays = replays;
        this.properties = properties;
    }

    @PostMapping
    Mono<ResponseEntity<Map<String, UUID>>> create(
            @RequestAttribute(ApiKeyFilter.TENANT_ID) String tenantId, @RequestBody ReplayRequest request) {
        ReplaySpec spec = request.spec(tenantId, properties);
        UUID id = UUID.randomUUID();
        return jobs.create(id, tenantId, JobKind.REPLAY, replays.insert(id, spec))
                .thenReturn(ResponseEntity.accepted()
                        .location(URI.create("/v1/replays/" + id))
                        .body(Map.of("id", id)));
    }

    @GetMapping
    Flux<ReplayView> list(@RequestAttribute(ApiKeyFilter.TENANT_ID) String tenantId) {
        return replays.latest(tenantId, LISTED).map(ReplayView::of);
    }

    @GetMapping("/{id}")
    Mono<ReplayView> get(@RequestAttribute(ApiKeyFilter.TENANT_ID) String tenantId, @PathVariable UUID id) {
        return replays.find(id, tenantId)
                .map(ReplayView::of)
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }

    @PostMapping("/{id}/cancel")
    Mono<ReplayView> cancel(@RequestAttribute(ApiKeyFilter.TENANT_ID) String tenantId, @PathVariable UUID id) {
        return changed(tenantId, id, jobs.cancel(id, tenantId, JobKind.REPLAY));
    }

    @PostMapping("/{id}/pause")
    Mono<ReplayView> pause(@RequestAttribute(ApiKeyFilter.TENANT_ID) String tenantId, @PathVariable UUID id) {
        return changed(tenantId, id, jobs.pause(id, tenantId, JobKind.REPLAY));
    }

    @PostMapping("/{id}/resume")
    Mono<ReplayView> resume(@RequestAttribute(ApiKeyFilter.TENANT_ID) String tenantId, @PathVariable UUID id) {
        return changed(tenantId, id, jobs.resume(id, tenantId, JobKind.REPLAY));
    }

    @ExceptionHandler
    ProblemDetail refuse(InvalidReplay refusal) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, refusal.getMessage());
    }

    private Mono<ReplayView> changed(String tenantId, UUID id, Mono<Boolean> change) {
        return change.flatMap(done -> get(tenantId, id)
                .flatMap(view -> done
                        ? Mono.just(view)
                        : Mono.error(new ResponseStatusException(
                                HttpStatus.CONFLICT,
                                "the replay is " + view.state() + ": this cannot be done to it now"))));
    }
}
