package dev.correnteza.processor.refused;

import dev.correnteza.processor.account.Accounts;
import dev.correnteza.processor.audit.AuditLog;
import dev.correnteza.processor.caller.Caller;
import dev.correnteza.processor.caller.Role;
import dev.correnteza.processor.caller.RoleNeeded;
import dev.correnteza.processor.page.Conflict;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code /v1/accounts/{accountId}/refused}: webhooks that were refused for their proof, and are kept. */
@RestController
class RefusedController {
    private final Accounts accounts;
    private final RefusedVerification verification;
    private final AuditLog audit;

    RefusedController(Accounts accounts, RefusedVerification verification, AuditLog audit) {
        this.accounts = accounts;
        this.verification = verification;
        this.audit = audit;
    }

    /** Verifies each again with the secrets of now. */
    @PostMapping("/v1/accounts/{accountId}/refused/verify")
    @RoleNeeded(Role.OPERATOR)
    Mono<RefusedReport> verify(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable String accountId,
            @RequestBody(required = false) @Nullable Request request) {
        boolean letIn = request != null && Boolean.TRUE.equals(request.letIn());
        return accounts.open(caller.tenantId(), accountId).flatMap(account -> {
            if (!letIn) {
                return verification.check(account);
            }
            if (!account.isActive()) {
                return Mono.error(new Conflict("account: disabled (expected: active)"));
            }
            Mono<RefusedReport> letting = verification.letIn(account).flatMap(report -> written(caller, report));
            // A caller that goes away must not end it between the topic and the log.
            return Mono.fromFuture(letting.toFuture(), true);
        });
    }

    // After the acknowledgements; where that fails, letting in again writes it down with what was left.
    private Mono<RefusedReport> written(Caller caller, RefusedReport report) {
        return audit.record(
                        caller,
                        "account.refused_let_in",
                        report.accountId(),
                        Map.of("checked", report.checked(), "letIn", report.letIn()))
                .thenReturn(report);
    }

    /**
     * @param letIn whether those that are authentic are let in; only shown where nothing is said
     */
    record Request(@Nullable Boolean letIn) {}
}
