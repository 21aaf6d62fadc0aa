package dev.correnteza.simulator.meta;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Answers that were ordered instead of the true ones, in the order they were ordered. */
final class Faults {
    private static final int MAX_TIMES = 1_000_000;

    private final Deque<Fault> ordered = new ArrayDeque<>();

    /** A kind of answer. */
    enum Answer {
        /** Error 2, HTTP 500; nothing is taken. */
        TEMPORARY,
        /** Error 4, HTTP 400; nothing is taken. */
        THROTTLED,
        /** Error 190, HTTP 401; nothing is taken. */
        TOKEN,
        /** What is good is taken, and no answer is given: the sender cannot know. */
        TIMEOUT,
        /** HTTP 502 with a page instead of JSON; nothing is taken. */
        HTML
    }

    private record Fault(Answer answer, int times) {}

    /** @throws IllegalArgumentException when the count is not reasonable */
    synchronized void order(Answer answer, int times) {
        if (times < 1 || times > MAX_TIMES) {
            throw new IllegalArgumentException("times: " + times + " (expected: 1 to " + MAX_TIMES + ")");
        }
        ordered.addLast(new Fault(answer, times));
    }

    /** The answer to give now; empty when the true one is to be given. */
    synchronized Optional<Answer> next() {
        Fault first = ordered.pollFirst();
        if (first == null) {
            return Optional.empty();
        }
        if (first.times() > 1) {
            ordered.addFirst(new Fault(first.answer(), first.times() - 1));
        }
        return Optional.of(first.answer());
    }

    synchronized void clear() {
        ordered.clear();
    }
}
