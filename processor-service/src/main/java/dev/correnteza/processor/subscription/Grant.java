package dev.correnteza.processor.subscription;

import dev.correnteza.processor.plan.Cadence;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Until when a subscription's own events tell that it is paid for. Not all of them tell a date: a renewal without one is a cycle more
 * than what was told before.
 *
 * @param toldAt by the newest event that counts
 * @param endsAt {@code null} where it never does or that is not known
 * @param anchor what ends are counted from
 * @param number cycles of an unbroken row from the anchor until the end
 * @param cadence of that row; {@code null} before its first cycle
 */
record Grant(
        Instant toldAt,
        @Nullable Instant endsAt,
        Instant anchor,
        int number,
        @Nullable Cadence cadence) {

    /** As an event or a charge tells it. */
    static Grant told(Instant toldAt, @Nullable Instant endsAt) {
        return new Grant(toldAt, endsAt, toldAt, 0, null);
    }

    /**
     * Whether an event that tells no date begins a cycle after this one. A gateway may tell a renewal twice, and a charge with it: of
     * two cycles it tells of the one that begins nearer. What is no renewal begins one when this one is over.
     */
    boolean isFollowedBy(Instant time, boolean isRenewal, @Nullable Cadence next) {
        if (endsAt == null) {
            return true;
        }
        if (!isRenewal) {
            return !time.isBefore(endsAt);
        }
        Duration early = next == null
                ? Schedule.LATE
                : Duration.between(endsAt, next.after(endsAt, 1)).dividedBy(2);
        return time.isAfter(endsAt.minus(early));
    }

    /** A cycle more; without an end where its length is not known. */
    Grant next(Instant time, @Nullable Cadence next) {
        if (next == null) {
            return told(time, null);
        }
        if (endsAt == null || time.isAfter(endsAt.plus(Schedule.LATE))) {
            return new Grant(time, next.after(time, 1), time, 1, next);
        }
        return next.equals(cadence)
                ? new Grant(time, next.after(anchor, number + 1), anchor, number + 1, next)
                : new Grant(time, next.after(endsAt, 1), endsAt, 1, next);
    }
}
