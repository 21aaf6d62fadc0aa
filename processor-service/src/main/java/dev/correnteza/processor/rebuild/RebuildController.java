package dev.correnteza.processor.rebuild;

import dev.correnteza.processor.audit.AuditLog;
import dev.correnteza.processor.caller.Caller;
import dev.correnteza.processor.caller.Role;
import dev.correnteza.processor.caller.RoleNeeded;
import dev.correnteza.processor.page.BadRequest;
import dev.correnteza.processor.page.NotFound;
import dev.correnteza.processor.sql.RecordFaults;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** {@code /v1/rebuilds}: for the administrators of the tenants that run this installation, and nobody else. */
@RestController
class RebuildController {
    private static final Logger log = LoggerFactory.getLogger(RebuildController.class);
    private static final int EXAMPLES = 20;
    private static final int MOST_EXAMPLES = 1_000;

    private final Rebuilds rebuilds;
    private final RebuildProperties properties;
    private final AuditLog audit;

    RebuildController(Rebuilds rebuilds, RebuildProperties properties, AuditLog audit) {
        this.rebuilds = rebuilds;
        this.properties = properties;
        this.audit = audit;
    }

    /** Begins to build and compare; changes nothing of the books in use. */
    @PostMapping("/v1/rebuilds")
    @RoleNeeded(Role.ADMIN)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<RebuildView> start(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody(required = false) @Nullable Start request) {
        requireOperator(caller);
        int examples = request == null || request.examples() == null ? EXAMPLES : request.examples();
        if (examples < 0 || examples > MOST_EXAMPLES) {
            throw new BadRequest("examples", "0 to " + MOST_EXAMPLES);
        }
        return toItsEnd(Mono.fromCallable(() -> rebuilds.start(examples))
                .subscribeOn(Schedulers.boundedElastic()) // what was built before is closed first
                .flatMap(run -> audit.record(caller, "rebuild.started", run.id().toString(), Map.of())
                        .thenReturn(run))
                .map(RebuildRun::view));
    }

    @GetMapping("/v1/rebuilds/{rebuildId}")
    @RoleNeeded(Role.ADMIN)
    Mono<RebuildView> show(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable UUID rebuildId) {
        return Mono.just(find(caller, rebuildId).view());
    }

    /** Replaces the books in use. */
    @PostMapping("/v1/rebuilds/{rebuildId}/swap")
    @RoleNeeded(Role.ADMIN)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<RebuildView> swap(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable UUID rebuildId,
            @RequestBody(required = false) @Nullable Swapping request) {
        RebuildRun run = find(caller, rebuildId);
        boolean accepts = request != null && Boolean.TRUE.equals(request.acceptDifferences());
        return toItsEnd(Mono.fromRunnable(() -> rebuilds.requireSwappable(run, accepts))
                .subscribeOn(Schedulers.boundedElastic())
                .then(audit.record(
                        caller,
                        "rebuild.swap_requested",
                        rebuildId.toString(),
                        Map.of("differences", run.differences())))
                .then(Mono.fromCallable(() -> {
                    rebuilds.swap(run, accepts, ended -> write(caller, ended));
                    return run.view();
                })));
    }

    private void write(Caller caller, RebuildView ended) {
        String errorCode = ended.errorCode();
        Mono<Void> written = errorCode == null
                ? audit.record(caller, "rebuild.swapped", ended.rebuildId(), Map.of())
                : audit.record(caller, "rebuild.swap_failed", ended.rebuildId(), Map.of("errorCode", errorCode));
        written.subscribe(
                done -> {},
                failure -> log.atError()
                        .addKeyValue("rebuildId", ended.rebuildId())
                        .addKeyValue("state", ended.state())
                        .addKeyValue("errorCode", RecordFaults.codeOf(failure))
                        .log("end of a swap not written down"));
    }

    // A caller that goes away must not end it between the log and what it tells of.
    private static <T> Mono<T> toItsEnd(Mono<T> step) {
        return Mono.defer(() -> Mono.fromFuture(step.toFuture(), true));
    }

    private RebuildRun find(Caller caller, UUID rebuildId) {
        requireOperator(caller);
        return rebuilds.find(rebuildId).orElseThrow(() -> new NotFound("rebuild"));
    }

    // Who may not know of rebuilds learns nothing of them.
    private void requireOperator(Caller caller) {
        if (!properties.operators().contains(caller.tenantId())) {
            throw new NotFound("rebuild");
        }
    }

    /** @param examples how many rows of a table are named that differ; 20 where nothing is said */
    record Start(@Nullable Integer examples) {}

    /** @param acceptDifferences needed where the books are not equal */
    record Swapping(@Nullable Boolean acceptDifferences) {}
}
