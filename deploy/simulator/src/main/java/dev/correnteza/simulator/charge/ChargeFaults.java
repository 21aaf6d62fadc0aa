package dev.correnteza.simulator.charge;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Faults that were asked for: each strikes the next charges, in the order they were asked for. */
public final class ChargeFaults {
    private static final int MAX_TIMES = 1_000_000;
    private static final int MAX_DELAY_MS = 120_000;

    private final Deque<Fault> waiting = new ArrayDeque<>();

    /**
     * @param body {@code {"kind": "latency", "times": 1, "delayMs": 500}}
     * @throws IllegalArgumentException when it is no such request
     */
    public synchronized Fault add(JsonNode body) {
        Kind kind = Kind.valueOf(body.path("kind").asString("").toUpperCase(Locale.ROOT));
        int times = body.path("times").asInt(1);
        int delayMs = body.path("delayMs").asInt(0);
        if (times < 1 || times > MAX_TIMES || delayMs < 0 || delayMs > MAX_DELAY_MS) {
            throw new IllegalArgumentException("times or delayMs out of range");
        }
        Fault fault = new Fault(kind, times, delayMs);
        waiting.addLast(fault);
        return fault;
    }

    public synchronized void clear() {
        waiting.clear();
    }

    /** What strikes this charge; empty where nothing does. */
    public synchronized Optional<Fault> strike() {
        Fault first = waiting.pollFirst();
        if (first == null) {
            return Optional.empty();
        }
        if (first.times() > 1) {
            waiting.addFirst(new Fault(first.kind(), first.times() - 1, first.delayMs()));
        }
        return Optional.of(first);
    }

    /**
     * @param times charges it strikes
     * @param delayMs for {@link Kind#LATENCY}, milliseconds until the answer
     */
    public record Fault(Kind kind, int times, int delayMs) {}

    /** What happens to the charge. */
    public enum Kind {
        /** Charged; the answer comes late. */
        LATENCY,
        /** Charged, and no answer is given: the caller cannot know. */
        TIMEOUT,
        /** Charged, and the connection is closed without an answer. */
        CLOSED,
        /** Not charged; 500. */
        INTERNAL_ERROR,
        /** Not charged; 503. */
        UNAVAILABLE,
        /** Not charged; 429. */
        TOO_MANY_REQUESTS,
        /** Charged and paid at once: the webhook is delivered before the answer is given. */
        WEBHOOK_FIRST,
        /** Charged; when it is paid, the webhook comes twice. */
        WEBHOOK_TWICE,
        /** Charged; when it is paid, no webhook comes. */
        WEBHOOK_LOST
    }
}
