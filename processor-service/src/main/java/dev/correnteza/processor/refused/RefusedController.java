package dev.correnteza.processor.refused;

import dev.correnteza.processor.account.Accounts;
import dev.correnteza.processor.apikey.Tenant;
import dev.correnteza.processor.page.Conflict;
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

    RefusedController(Accounts accounts, RefusedVerification verification) {
        this.accounts = accounts;
        this.verification = verification;
    }

    /** Verifies each again with the secrets of now. */
    @PostMapping("/v1/accounts/{accountId}/refused/verify")
    Mono<RefusedReport> verify(
            @RequestAttribute(Tenant.ATTRIBUTE) String tenantId,
            @PathVariable String accountId,
            @RequestBody(required = false) @Nullable Request request) {
        boolean letIn = request != null && Boolean.TRUE.equals(request.letIn());
        return accounts.open(tenantId, accountId).flatMap(account -> {
            if (!letIn) {
                return verification.check(account);
            }
            return account.isActive()
                    ? verification.letIn(account)
                    : Mono.error(new Conflict("account: disabled (expected: active)"));
        });
    }

    /**
     * @param letIn whether those that are authentic are let in; only shown where nothing is said
     */
    record Request(@Nullable Boolean letIn) {}
}
