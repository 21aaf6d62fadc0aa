package dev.correnteza.bench.delivery;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what came back. */
public final class Tally {
    private static final int FIRST_SUCCESS = 200;
    private static final int FIRST_OTHER = 300;

    private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
    private final LongAdder unanswered = new LongAdder();
    private final LongAdder givenUp = new LongAdder();

    /** @param status 0 for no answer */
    void answered(int status) {
        if (status == 0) {
            unanswered.increment();
        } else {
            statuses.computeIfAbsent(status, code -> new LongAdder()).increment();
        }
    }

    void givenUp() {
        givenUp.increment();
    }

    static boolean isSuccess(int status) {
        return status >= FIRST_SUCCESS && status < FIRST_OTHER;
    }

    /** What was counted until now. */
    public Counts counts() {
        SortedMap<Integer, Long> others = new TreeMap<>();
        long accepted = 0;
        for (Map.Entry<Integer, LongAdder> entry : statuses.entrySet()) {
            if (isSuccess(entry.getKey())) {
                accepted += entry.getValue().sum();
            } else {
                others.put(entry.getKey(), entry.getValue().sum());
            }
        }
        long other = others.values().stream().mapToLong(Long::longValue).sum();
        return new Counts(accepted + other + unanswered.sum(), accepted, others, unanswered.sum(), givenUp.sum());
    }

    /**
     * Requests, not webhooks: one that is posted three times counts three times.
     *
     * @param posted all
     * @param accepted answered 2xx
     * @param others answered otherwise, by status
     * @param unanswered connections refused, broken or too slow
     * @param givenUp webhooks that were posted as often as their gateway would, in vain
     */
    public record Counts(long posted, long accepted, SortedMap<Integer, Long> others, long unanswered, long givenUp) {}
}
