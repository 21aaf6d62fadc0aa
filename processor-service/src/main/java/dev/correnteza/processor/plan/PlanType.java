package dev.correnteza.processor.plan;

import static dev.correnteza.events.SubscriptionInterval.MONTH;
import static dev.correnteza.events.SubscriptionInterval.WEEK;

import org.jspecify.annotations.Nullable;

/** The kinds of plans that are told apart. */
public enum PlanType {
    WEEKLY,
    MONTHLY,
    BIMONTHLY,
    QUARTERLY,
    SEMIANNUAL,
    ANNUAL,
    /** Paid once, and never over. */
    LIFETIME,
    /** Of a length that none of the others has; only told by a gateway. */
    OTHER,
    UNKNOWN;

    /** How long a cycle of it lasts; {@code null} where that is never, not known, or each gateway's own. */
    public @Nullable Cadence cadence() {
        return switch (this) {
            case WEEKLY -> new Cadence(WEEK, 1);
            case MONTHLY -> new Cadence(MONTH, 1);
            case BIMONTHLY -> new Cadence(MONTH, 2);
            case QUARTERLY -> new Cadence(MONTH, 3);
            case SEMIANNUAL -> new Cadence(MONTH, 6);
            case ANNUAL -> new Cadence(MONTH, 12);
            case LIFETIME, OTHER, UNKNOWN -> null;
        };
    }

    /**
     * The kind of plan that has this cadence. Gateways that count in days mean months by 30, 60, 90 and 180 and a year by 360 or
     * 365: the plan runs by the calendar then.
     */
    static PlanType of(Cadence told) {
        return switch (told.unit()) {
            case DAY -> ofDays(told.count());
            case WEEK -> told.count() == 1 ? WEEKLY : OTHER;
            case MONTH -> ofMonths(told.count());
            case YEAR -> told.count() == 1 ? ANNUAL : OTHER;
            case UNKNOWN -> UNKNOWN;
        };
    }

    static PlanType ofDays(int days) {
        return switch (days) {
            case 7 -> WEEKLY;
            case 30, 60, 90, 180 -> ofMonths(days / 30);
            case 360, 365 -> ANNUAL;
            default -> OTHER;
        };
    }

    static PlanType ofMonths(int months) {
        return switch (months) {
            case 1 -> MONTHLY;
            case 2 -> BIMONTHLY;
            case 3 -> QUARTERLY;
            case 6 -> SEMIANNUAL;
            case 12 -> ANNUAL;
            default -> OTHER;
        };
    }
}
