package dev.correnteza.processor.plan;

import org.jspecify.annotations.Nullable;

/**
 * A plan, and how it is known.
 *
 * @param cadence how long a cycle lasts; {@code null} where it never ends or that is not known
 * @param graceDays days for which access goes on after a cycle that was not followed by another; {@code null} for the configured ones
 * @param infers whether the tenant says that orders of it are subscriptions, whatever their gateway tells
 */
public record Plan(
        PlanType type,
        @Nullable Cadence cadence,
        Source source,
        @Nullable Integer graceDays,
        boolean infers) {

    /** Nothing was told of it. */
    public static final Plan UNKNOWN = new Plan(PlanType.UNKNOWN, null, Source.NONE, null, false);

    /** Whether the tenant says that it is none. */
    boolean isDenied() {
        return type == PlanType.UNKNOWN && source == Source.RULE;
    }

    /** What a plan is known by, strongest first. */
    public enum Source {
        /** The event tells the interval. */
        INTERVAL,
        /** The tenant has a rule for the offer, the product or its name. */
        RULE,
        /** The name of the offer or the product says it. */
        NAME,
        NONE
    }
}
