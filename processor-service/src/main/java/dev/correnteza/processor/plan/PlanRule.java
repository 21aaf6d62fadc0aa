package dev.correnteza.processor.plan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant says of a plan.
 *
 * @param ruleId chosen by the tenant
 * @param value id of the offer or product, or words of a name
 * @param planType UNKNOWN: it is no plan, whatever its name says; {@code null} leaves that to the name
 * @param graceDays {@code null} for the configured ones
 * @param infers whether paid orders of it are subscriptions, though their gateway sends subscriptions of other orders
 */
record PlanRule(
        String tenantId,
        String ruleId,
        Match match,
        String value,
        @Nullable PlanType planType,
        @Nullable Integer graceDays,
        boolean infers,
        Instant changedAt) {

    /** What it is recognized by, strongest first. */
    enum Match {
        OFFER,
        PRODUCT,
        NAME
    }
}
