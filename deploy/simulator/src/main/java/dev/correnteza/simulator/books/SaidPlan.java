package dev.correnteza.simulator.books;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.Subscription;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan as facts say it.
 *
 * @param source by an INTERVAL, a NAME or by NONE
 * @param length of a cycle; {@code null} where it never ends or that is not known
 */
record SaidPlan(String type, String source, @Nullable Length length) {
    static final SaidPlan NONE = new SaidPlan("UNKNOWN", "NONE", null);

    private static final Map<Length, String> TYPES = Map.of(
            new Length(0, 7), "WEEKLY",
            new Length(1, 0), "MONTHLY",
            new Length(2, 0), "BIMONTHLY",
            new Length(3, 0), "QUARTERLY",
            new Length(6, 0), "SEMIANNUAL",
            new Length(12, 0), "ANNUAL");

    /** What is known once all of these are: an interval stands until another one is told. */
    static SaidPlan of(Collection<PaymentEvent> facts) {
        SaidPlan known = NONE;
        for (PaymentEvent fact : facts.stream().sorted(StatusTable.ORDER).toList()) {
            known = of(fact).orElse(known);
        }
        return known;
    }

    /** What was known by a time; where nothing was, what came to be known first. */
    static SaidPlan until(Instant time, List<PaymentEvent> ordered) {
        SaidPlan known = of(ordered.stream()
                .filter(fact -> !fact.getOccurredAt().isAfter(time))
                .toList());
        return known.source.equals("NONE")
                ? ordered.stream()
                        .map(SaidPlan::of)
                        .filter(plan -> !plan.source.equals("NONE"))
                        .findFirst()
                        .orElse(NONE)
                : known;
    }

    /** This one, unless it says nothing or less than the other. */
    SaidPlan orElse(SaidPlan other) {
        boolean isLess = other.source.equals("INTERVAL") && !source.equals("INTERVAL");
        return source.equals("NONE") || isLess ? other : this;
    }

    private static SaidPlan of(PaymentEvent fact) {
        Subscription told = fact.getSubscription();
        Length length = told == null ? null : Length.told(told);
        if (length != null) {
            return new SaidPlan(TYPES.getOrDefault(length, "OTHER"), "INTERVAL", length);
        }
        String type = told == null ? null : InventedSales.SAYING.get(String.valueOf(told.getPlan()));
        if (type == null && !fact.getItems().isEmpty()) {
            type = InventedSales.SAYING.get(fact.getItems().getFirst().getName());
        }
        return type == null ? NONE : new SaidPlan(type, "NAME", Length.of(type));
    }

    /** How long a cycle lasts. */
    record Length(int months, int days) {
        private static @Nullable Length told(Subscription told) {
            int units = told.getIntervalCount() == null ? 1 : told.getIntervalCount();
            return switch (told.getInterval()) {
                case DAY -> new Length(0, units);
                case WEEK -> new Length(0, 7 * units);
                case MONTH -> new Length(units, 0);
                case YEAR -> new Length(12 * units, 0);
                case UNKNOWN -> null;
            };
        }

        private static @Nullable Length of(String type) {
            return TYPES.entrySet().stream()
                    .filter(known -> known.getValue().equals(type))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(null);
        }

        /** When so many of it are over; in a month that is too short, on its last day. */
        Instant after(Instant from, int times) {
            LocalDateTime at = LocalDateTime.ofInstant(from, PaidTime.CLOCK);
            int month = at.getYear() * 12 + at.getMonthValue() - 1 + months * times;
            YearMonth to = YearMonth.of(month / 12, month % 12 + 1);
            int day = Math.min(at.getDayOfMonth(), to.lengthOfMonth());
            return to.atDay(day)
                    .plusDays((long) days * times)
                    .atTime(at.toLocalTime())
                    .toInstant(PaidTime.CLOCK);
        }
    }
}
