package dev.correnteza.processor.plan;

import dev.correnteza.processor.plan.PlanRule.Match;
import dev.correnteza.processor.sql.Bind;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What tenants say of their plans. */
@Repository
class PlanRuleRepository {
    private static final String COLUMNS = """
            SELECT tenant_id, rule_id, match, value, plan_type, grace_days, infers, changed_at
            FROM plan_rule
            """;

    // Of all tenants: batches hold events of many.
    private static final String ALL = COLUMNS;

    private static final String LIST = COLUMNS + """
            WHERE tenant_id = :tenant
            ORDER BY rule_id
            """;

    private static final String LOCK = COLUMNS + """
            WHERE tenant_id = :tenant
              AND rule_id = :rule
            FOR UPDATE
            """;

    private static final String PUT = """
            INSERT INTO plan_rule (tenant_id, rule_id, match, value, plan_type, grace_days, infers, changed_at)
            SELECT :tenant, :rule, :match, :value, :type, :grace, :infers, :changed
            WHERE (SELECT count(*)
                   FROM plan_rule
                   WHERE tenant_id = :tenant
                     AND rule_id <> :rule) < :max
            ON CONFLICT (tenant_id, rule_id) DO UPDATE
            SET match = excluded.match,
                value = excluded.value,
                plan_type = excluded.plan_type,
                grace_days = excluded.grace_days,
                infers = excluded.infers,
                changed_at = excluded.changed_at
            """;

    private static final String DELETE = """
            DELETE FROM plan_rule
            WHERE tenant_id = :tenant
              AND rule_id = :rule
            """;

    // By the clock, which does not begin anew when a recount ends: who knows that one must not take the next for it.
    private static final String ASK_RECOUNT = """
            INSERT INTO subscription_recount (tenant_id, asked)
            VALUES (:tenant, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
            ON CONFLICT (tenant_id) DO UPDATE
            SET asked = greatest(subscription_recount.asked + 1, excluded.asked),
                payment_id = '',
                subscription = ''
            """;

    private final DatabaseClient db;

    PlanRuleRepository(DatabaseClient db) {
        this.db = db;
    }

    /** Those of all tenants. */
    Flux<PlanRule> all() {
        return db.sql(ALL).map(PlanRuleRepository::rule).all();
    }

    /** A tenant's, by id. */
    Flux<PlanRule> list(String tenantId) {
        return db.sql(LIST)
                .bind("tenant", tenantId)
                .map(PlanRuleRepository::rule)
                .all();
    }

    /** One of a tenant's, which nobody else changes before the transaction ends; empty where there is none. */
    Mono<PlanRule> lock(String tenantId, String ruleId) {
        return db.sql(LOCK)
                .bind("tenant", tenantId)
                .bind("rule", ruleId)
                .map(PlanRuleRepository::rule)
                .one();
    }

    /** Whether it was written: not when the tenant has as many others as it may. */
    Mono<Boolean> put(PlanRule rule, int max) {
        return db.sql(PUT)
                .bind("tenant", rule.tenantId())
                .bind("rule", rule.ruleId())
                .bind("match", rule.match().name())
                .bind("value", rule.value())
                .bind(
                        "type",
                        Bind.nullable(
                                rule.planType() == null ? null : rule.planType().name(), String.class))
                .bind("grace", Bind.nullable(rule.graceDays(), Integer.class))
                .bind("infers", rule.infers())
                .bind("changed", rule.changedAt())
                .bind("max", max)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    Mono<Void> delete(String tenantId, String ruleId) {
        return db.sql(DELETE).bind("tenant", tenantId).bind("rule", ruleId).then();
    }

    /** Has the tenant's subscriptions made anew, once this is committed. */
    Mono<Void> askRecount(String tenantId) {
        return db.sql(ASK_RECOUNT).bind("tenant", tenantId).then();
    }

    private static PlanRule rule(Readable row) {
        @Nullable String type = row.get("plan_type", String.class);
        return new PlanRule(
                text(row, "tenant_id"),
                text(row, "rule_id"),
                Match.valueOf(text(row, "match")),
                text(row, "value"),
                type == null ? null : PlanType.valueOf(type),
                row.get("grace_days", Integer.class),
                Boolean.TRUE.equals(row.get("infers", Boolean.class)),
                Objects.requireNonNull(row.get("changed_at", Instant.class)));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }
}
