package dev.correnteza.processor.plan;

import dev.correnteza.events.SubscriptionInterval;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a paid cycle lasts, by the calendar of Sao Paulo.
 *
 * @param unit of the calendar; never UNKNOWN
 * @param count units, 1 or more
 */
public record Cadence(SubscriptionInterval unit, int count) {
    /** By whose days and months subscriptions run. */
    public static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

    /** No cycle is longer: what is told beyond that is no length. */
    private static final int MOST_DAYS = 3_660;

    private static final int DAYS_PER_WEEK = 7;
    private static final int MOST_DAYS_PER_MONTH = 31;
    private static final int MOST_DAYS_PER_YEAR = 366;

    /** As an event tells it; a unit without a count is one of it. Empty where it tells none, or none that can be. */
    public static Optional<Cadence> told(SubscriptionInterval unit, @Nullable Integer count) {
        int units = count == null ? 1 : count;
        long days = (long) units
                * switch (unit) {
                    case UNKNOWN -> 0;
                    case DAY -> 1;
                    case WEEK -> DAYS_PER_WEEK;
                    case MONTH -> MOST_DAYS_PER_MONTH;
                    case YEAR -> MOST_DAYS_PER_YEAR;
                };
        return days < 1 || days > MOST_DAYS ? Optional.empty() : Optional.of(new Cadence(unit, units));
    }

    /**
     * When the n-th cycle after the anchor is over. Counted from the anchor, not from the cycle before: 31 January and one month is
     * 28 February, and two months 31 March.
     *
     * @param cycles 0 or more
     */
    public Instant after(Instant anchor, int cycles) {
        ZonedDateTime from = anchor.atZone(ZONE);
        long units = (long) cycles * count;
        ZonedDateTime to = switch (unit) {
            case DAY -> from.plusDays(units);
            case WEEK -> from.plusWeeks(units);
            case MONTH -> from.plusMonths(units);
            case YEAR -> from.plusYears(units);
            case UNKNOWN -> throw new IllegalStateException("cadence without a unit");
        };
        return to.toInstant();
    }
}
