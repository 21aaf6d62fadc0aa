package dev.correnteza.processor.subscription;

import dev.correnteza.processor.plan.Cadence;
import dev.correnteza.processor.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lays paid charges side by side in time. A charge that is paid before the time that is paid for is over, or a little after, goes on
 * from there; one that is paid later begins anew. Ends are counted from the first charge of an unbroken row, so that months of
 * different length shift nothing, unless the gateway tells another day.
 */
final class Schedule {
    /** Card tried again, boleto cleared after a weekend: paid that much late is not a new beginning. */
    static final Duration LATE = Duration.ofDays(3);

    private static final Comparator<Charge> ORDER =
            Comparator.comparing(Charge::paidAt).thenComparing(Charge::paymentId);

    private final List<Slot> slots = new ArrayList<>();

    private Schedule() {}

    /** The cycles that these charges paid, in the order they were paid. */
    static List<Cycle> of(List<Charge> charges) {
        Schedule schedule = new Schedule();
        charges.stream().sorted(ORDER).forEach(schedule::add);
        return schedule.slots.stream().map(Slot::cycle).toList();
    }

    /**
     * The one that ends last of those that count; of two, the one that was paid later. One whose end is not known is it while no later
     * one has an end that is.
     */
    static Optional<Cycle> last(List<Cycle> cycles) {
        return cycles.stream().filter(Cycle::isHeld).reduce((one, next) -> {
            @Nullable Instant end = end(one);
            @Nullable Instant nextEnd = end(next);
            return end != null && nextEnd != null && nextEnd.isBefore(end) ? one : next;
        });
    }

    private static @Nullable Instant end(Cycle cycle) {
        return cycle.isEndless() ? Instant.MAX : cycle.endsAt();
    }

    private void add(Charge charge) {
        // What was returned before it was paid had paid for nothing by then; nothing can be counted from an end that is
        // not known.
        Optional<Slot> before = slots.stream()
                .filter(slot -> slot.charge().returnedAt() == null
                        || slot.charge().returnedAt().isAfter(charge.paidAt()))
                .filter(slot -> end(slot.cycle()) != null)
                .max(Comparator.comparing(slot -> end(slot.cycle())));
        Instant startsAt = before.map(Slot::endsAt)
                .filter(end -> !charge.paidAt().isAfter(end.plus(LATE)))
                .orElse(charge.paidAt());
        boolean goesOn = before.isPresent() && startsAt.equals(before.get().endsAt());
        slots.add(slot(charge, startsAt, goesOn ? before.get() : null));
    }

    private static Slot slot(Charge charge, Instant startsAt, @Nullable Slot before) {
        Cadence cadence = charge.plan().cadence();
        @Nullable
        Instant told = charge.toldEnd() != null && charge.toldEnd().isAfter(startsAt) ? charge.toldEnd() : null;
        if (cadence == null) {
            return new Slot(charge, startsAt, told, startsAt, 0, null);
        }
        @Nullable Slot row = before != null && cadence.equals(before.cadence()) ? before : null;
        Instant anchor = row == null ? startsAt : row.anchor();
        int number = row == null ? 1 : row.number() + 1;
        Instant counted = cadence.after(anchor, number);
        if (told == null) {
            return new Slot(charge, startsAt, counted, anchor, number, cadence);
        }
        return isSameDay(told, counted)
                ? new Slot(charge, startsAt, told, anchor, number, cadence)
                : new Slot(charge, startsAt, told, told, 0, cadence);
    }

    private static boolean isSameDay(Instant one, Instant other) {
        return one.atZone(Cadence.ZONE)
                .toLocalDate()
                .equals(other.atZone(Cadence.ZONE).toLocalDate());
    }

    /**
     * A charge that was paid.
     *
     * @param toldEnd when the next one is due, as told with it; {@code null} where that was not told
     * @param returnedAt when it was refunded or charged back; {@code null} where it counts
     */
    record Charge(
            String paymentId,
            Plan plan,
            @Nullable String planName,
            Instant paidAt,
            @Nullable Instant toldEnd,
            @Nullable Instant returnedAt) {}

    /**
     * @param anchor what ends are counted from
     * @param number cycles of the row until its end
     */
    private record Slot(
            Charge charge,
            Instant startsAt,
            @Nullable Instant endsAt,
            Instant anchor,
            int number,
            @Nullable Cadence cadence) {
        Cycle cycle() {
            return new Cycle(
                    charge.paymentId(),
                    charge.plan(),
                    charge.planName(),
                    charge.paidAt(),
                    startsAt,
                    endsAt,
                    charge.returnedAt());
        }
    }
}
