package dev.correnteza.standalone.sending;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of the requests.
 *
 * @param sent how many
 * @param statuses how often each status was answered
 * @param unanswered how many were not answered at all
 * @param latencyMs of the answered ones; {@code null} when none was
 * @param durationMs from the first request to the last answer
 */
public record SendResult(
        int sent,
        Map<Integer, Integer> statuses,
        int unanswered,
        @Nullable Latency latencyMs,
        double durationMs) {

    /** In milliseconds. */
    public record Latency(double p50, double p95, double p99, double max) {}

    /** Whether all were answered 2xx. */
    public boolean isAllTaken() {
        return unanswered == 0 && statuses.keySet().stream().allMatch(status -> status / 100 == 2);
    }
}
