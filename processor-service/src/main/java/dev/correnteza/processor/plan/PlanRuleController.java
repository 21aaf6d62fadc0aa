package dev.correnteza.processor.plan;

import dev.correnteza.processor.audit.AuditLog;
import dev.correnteza.processor.caller.Caller;
import dev.correnteza.processor.caller.Role;
import dev.correnteza.processor.caller.RoleNeeded;
import dev.correnteza.processor.page.Conflict;
import dev.correnteza.processor.page.NotFound;
import dev.correnteza.processor.page.Page;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code /v1/plan-rules}: what the tenant says of its plans. Its subscriptions follow within seconds, as if it had always been so. */
@RestController
class PlanRuleController {
    private static final int MAX_RULES = 500; // each costs a comparison per item sold

    private final PlanRuleRepository repository;
    private final AuditLog audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    PlanRuleController(PlanRuleRepository repository, AuditLog audit, TransactionalOperator transaction, Clock clock) {
        this.repository = repository;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    @GetMapping("/v1/plan-rules")
    @RoleNeeded(Role.VIEWER)
    Mono<Page<PlanRuleView>> list(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        return repository
                .list(caller.tenantId())
                .map(PlanRuleView::of)
                .collectList()
                .map(rules -> new Page<>(rules, null));
    }

    @PostMapping("/v1/plan-rules")
    @RoleNeeded(Role.ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    Mono<PlanRuleView> create(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody NewPlanRule request) {
        String ruleId = "rule_" + UUID.randomUUID().toString().replace("-", "");
        return changed(caller, request.checked(caller.tenantId(), ruleId, now()), "plan_rule.created");
    }

    /** Puts another in its place. */
    @PutMapping("/v1/plan-rules/{ruleId}")
    @RoleNeeded(Role.ADMIN)
    Mono<PlanRuleView> replace(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable String ruleId,
            @RequestBody NewPlanRule request) {
        return repository
                .lock(caller.tenantId(), ruleId)
                .switchIfEmpty(Mono.error(() -> new NotFound("plan rule")))
                .flatMap(known ->
                        changed(caller, request.checked(caller.tenantId(), ruleId, now()), "plan_rule.replaced"))
                .as(transaction::transactional);
    }

    /** Takes one back, as if it had never been. */
    @DeleteMapping("/v1/plan-rules/{ruleId}")
    @RoleNeeded(Role.ADMIN)
    Mono<PlanRuleView> delete(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String ruleId) {
        return repository
                .lock(caller.tenantId(), ruleId)
                .switchIfEmpty(Mono.error(() -> new NotFound("plan rule")))
                .flatMap(known -> repository
                        .delete(caller.tenantId(), ruleId)
                        .then(followed(caller, known, "plan_rule.deleted"))
                        .thenReturn(PlanRuleView.of(known)))
                .as(transaction::transactional);
    }

    private Mono<PlanRuleView> changed(Caller caller, PlanRule rule, String action) {
        return repository
                .put(rule, MAX_RULES)
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(() -> new Conflict("plan rules: " + MAX_RULES + " (expected: fewer)")))
                .then(followed(caller, rule, action))
                .as(transaction::transactional)
                .thenReturn(PlanRuleView.of(rule));
    }

    private Mono<Void> followed(Caller caller, PlanRule rule, String action) {
        return repository
                .askRecount(caller.tenantId())
                .then(audit.record(caller, action, rule.ruleId(), details(rule)));
    }

    private static Map<String, Object> details(PlanRule rule) {
        Map<String, Object> details = new TreeMap<>();
        details.put("match", rule.match().name());
        details.put("value", rule.value().strip());
        details.put("infers", rule.infers());
        if (rule.planType() != null) {
            details.put("planType", rule.planType().name());
        }
        if (rule.graceDays() != null) {
            details.put("graceDays", rule.graceDays());
        }
        return details;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
