package dev.correnteza.processor.plan;

import dev.correnteza.processor.page.BadRequest;
import dev.correnteza.processor.plan.PlanRule.Match;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A rule as a caller writes it.
 *
 * @param match OFFER (an offer's or a plan's id), PRODUCT (a product's id) or NAME (words of a plan's or product's name)
 * @param planType UNKNOWN says that it is no plan; none leaves that to the name
 * @param graceDays none takes the configured ones
 * @param infers whether paid orders of it are subscriptions, whatever gateway they are of; not where none is given
 */
record NewPlanRule(
        @Nullable String match,
        @Nullable String value,
        @Nullable String planType,
        @Nullable Integer graceDays,
        @Nullable Boolean infers) {
    private static final int MAX_VALUE = 200;
    private static final int MAX_GRACE_DAYS = 366;
    private static final List<PlanType> TYPES = Arrays.stream(PlanType.values())
            .filter(type -> type != PlanType.OTHER)
            .toList();

    PlanRule checked(String tenantId, String ruleId, Instant now) {
        Match by = checkedMatch();
        @Nullable PlanType type = checkedType();
        if (graceDays != null && (graceDays < 0 || graceDays > MAX_GRACE_DAYS)) {
            throw new BadRequest("graceDays", "0 to " + MAX_GRACE_DAYS);
        }
        boolean isInferring = Boolean.TRUE.equals(infers);
        if (isInferring && type == PlanType.UNKNOWN) {
            throw new BadRequest("infers", "false where planType is UNKNOWN");
        }
        if (type == null && graceDays == null && !isInferring) {
            throw new BadRequest("planType", "one where nothing else is said");
        }
        return new PlanRule(tenantId, ruleId, by, checkedValue(by), type, graceDays, isInferring, now);
    }

    private Match checkedMatch() {
        String name = match == null ? "" : match.toUpperCase(Locale.ROOT);
        return Arrays.stream(Match.values())
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadRequest("match", "OFFER, PRODUCT or NAME"));
    }

    private String checkedValue(Match by) {
        String text = value == null ? "" : value.strip();
        boolean isUsable = text.length() <= MAX_VALUE && text.chars().noneMatch(Character::isISOControl);
        String kept = by == Match.NAME ? PlanWords.normalized(text) : text;
        if (!isUsable || kept.isBlank()) {
            throw new BadRequest("value", "1 to " + MAX_VALUE + " characters: an id, or words");
        }
        return kept;
    }

    private @Nullable PlanType checkedType() {
        if (planType == null) {
            return null;
        }
        String name = planType.toUpperCase(Locale.ROOT);
        return TYPES.stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadRequest(
                        "planType", "one of " + TYPES.stream().map(Enum::name).collect(Collectors.joining(", "))));
    }
}
