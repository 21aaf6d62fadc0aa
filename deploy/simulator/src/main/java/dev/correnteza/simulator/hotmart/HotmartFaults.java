package dev.correnteza.simulator.hotmart;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Faults that were asked for: each lets some calls of the history pass and then strikes the next ones. */
final class HotmartFaults {
    private static final int MAX_FAULTS = 100;

    private final List<Fault> waiting = new ArrayList<>();

    synchronized void add(Fault fault) {
        if (waiting.size() >= MAX_FAULTS) {
            throw new IllegalArgumentException("faults: " + MAX_FAULTS + " are waiting (expected: fewer)");
        }
        waiting.add(fault);
    }

    synchronized void clear() {
        waiting.clear();
    }

    /** What strikes this call; {@code null} where nothing does. Faults strike in the order they were asked for. */
    synchronized @Nullable Fault strike() {
        if (waiting.isEmpty()) {
            return null;
        }
        Fault first = waiting.removeFirst();
        if (first.after() > 0) {
            waiting.addFirst(new Fault(first.kind(), first.after() - 1, first.times(), first.retryAfterSeconds()));
            return null;
        }
        if (first.times() > 1) {
            waiting.addFirst(new Fault(first.kind(), 0, first.times() - 1, first.retryAfterSeconds()));
        }
        return first;
    }

    /**
     * @param after calls that pass before it strikes
     * @param times calls it strikes
     * @param retryAfterSeconds sent as Retry-After; {@code null} for none
     */
    record Fault(Kind kind, int after, int times, @Nullable Integer retryAfterSeconds) {}

    /** What happens to the call. */
    enum Kind {
        /** 401 token_expired, for this token and all others given out before. */
        TOKEN_EXPIRED,
        /** 429 too_many_requests. */
        TOO_MANY_REQUESTS,
        /** 500. */
        INTERNAL_ERROR,
        /** 502 with a page of HTML, as for a query of more than 30 seconds. */
        BAD_GATEWAY,
        /** 200 with a body that is cut off. */
        CUT_OFF,
        /** The connection is closed without an answer. */
        CLOSED,
        /** 400 for a call with a page token. */
        PAGE_TOKEN_REFUSED
    }
}
