package dev.correnteza.processor.plan;

import dev.correnteza.processor.plan.PlanRule.Match;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule as the API shows it. Times are ISO 8601 in UTC.
 *
 * @param value id, or words in lower case without accents
 */
record PlanRuleView(
        String ruleId,
        Match match,
        String value,
        @Nullable PlanType planType,
        @Nullable Integer graceDays,
        boolean infers,
        Instant changedAt) {

    static PlanRuleView of(PlanRule rule) {
        return new PlanRuleView(
                rule.ruleId(),
                rule.match(),
                rule.value().strip(),
                rule.planType(),
                rule.graceDays(),
                rule.infers(),
                rule.changedAt());
    }
}
