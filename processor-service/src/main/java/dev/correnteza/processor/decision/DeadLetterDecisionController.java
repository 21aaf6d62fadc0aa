package dev.correnteza.processor.decision;

import dev.correnteza.processor.caller.Caller;
import dev.correnteza.processor.caller.Role;
import dev.correnteza.processor.caller.RoleNeeded;
import dev.correnteza.processor.deadletter.DeadLetterSelection;
import dev.correnteza.processor.decision.DeadLetterDecisions.Counts;
import dev.correnteza.processor.decision.DeadLetterDecisions.Decided;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** {@code /v1/dead-letters}: what is decided about them. 202 says that it is in the topic; it counts as soon as it is read there. */
@RestController
class DeadLetterDecisionController {
    private final DeadLetterDecisions decisions;

    DeadLetterDecisionController(DeadLetterDecisions decisions) {
        this.decisions = decisions;
    }

    /** Applies another event in place of the record; with {@code dryRun} says what that would come to and changes nothing. */
    @RoleNeeded(Role.OPERATOR)
    @PostMapping("/v1/dead-letters/{deadLetterId}/mend")
    Mono<ResponseEntity<Object>> mend(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable UUID deadLetterId,
            @RequestBody Mend request) {
        return request.isRehearsal()
                ? decisions.rehearse(caller, deadLetterId, request.patch()).map(DeadLetterDecisionController::ok)
                : decisions
                        .mend(caller, deadLetterId, request.patch(), request.reason())
                        .map(DeadLetterDecisionController::accepted);
    }

    @RoleNeeded(Role.OPERATOR)
    @PostMapping("/v1/dead-letters/{deadLetterId}/discard")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Decided> discard(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable UUID deadLetterId,
            @RequestBody Discard request) {
        return decisions.discard(caller, deadLetterId, request.reason());
    }

    @RoleNeeded(Role.OPERATOR)
    @PostMapping("/v1/dead-letters/mend")
    Mono<ResponseEntity<Object>> mendMany(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody MendMany request) {
        return request.isRehearsal()
                ? decisions
                        .rehearseMany(caller, request.selection(), request.patch())
                        .map(DeadLetterDecisionController::ok)
                : decisions
                        .mendMany(caller, request.selection(), request.patch(), request.reason())
                        .map(DeadLetterDecisionController::accepted);
    }

    @RoleNeeded(Role.OPERATOR)
    @PostMapping("/v1/dead-letters/discard")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Counts> discardMany(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody DiscardMany request) {
        return decisions.discardMany(caller, request.selection(), request.reason());
    }

    private static ResponseEntity<Object> ok(Object body) {
        return ResponseEntity.ok(body);
    }

    private static ResponseEntity<Object> accepted(Object body) {
        return ResponseEntity.accepted().body(body);
    }

    /** @param patch JSON Patch (RFC 6902) of the event as it is shown */
    record Mend(
            @Nullable JsonNode patch,
            @Nullable String reason,
            @Nullable Boolean dryRun) {
        boolean isRehearsal() {
            return Boolean.TRUE.equals(dryRun);
        }

        @Override
        public String toString() {
            return "Mend[***]";
        }
    }

    record Discard(@Nullable String reason) {}

    // Fields of a selection that is unwrapped are not told from fields that nobody knows.
    /** The same for many: those of a {@link DeadLetterSelection}. */
    record MendMany(
            @Nullable String errorCode,
            @Nullable String accountId,
            @Nullable String gateway,
            @Nullable String since,
            @Nullable String until,
            @Nullable String cursor,
            @Nullable Integer limit,
            @Nullable JsonNode patch,
            @Nullable String reason,
            @Nullable Boolean dryRun) {
        DeadLetterSelection selection() {
            return new DeadLetterSelection(errorCode, accountId, gateway, since, until, cursor, limit);
        }

        boolean isRehearsal() {
            return Boolean.TRUE.equals(dryRun);
        }

        @Override
        public String toString() {
            return "MendMany[***]";
        }
    }

    /** As {@link MendMany}. */
    record DiscardMany(
            @Nullable String errorCode,
            @Nullable String accountId,
            @Nullable String gateway,
            @Nullable String since,
            @Nullable String until,
            @Nullable String cursor,
            @Nullable Integer limit,
            @Nullable String reason) {
        DeadLetterSelection selection() {
            return new DeadLetterSelection(errorCode, accountId, gateway, since, until, cursor, limit);
        }
    }
}
