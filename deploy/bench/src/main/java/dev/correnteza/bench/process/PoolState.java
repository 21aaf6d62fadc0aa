package dev.correnteza.bench.process;

/**
 * Connections of a service's pool, as its metrics tell them.
 *
 * @param acquired in use
 * @param idle waiting to be used
 * @param allocated both
 * @param pending callers that wait for one
 */
public record PoolState(int acquired, int idle, int allocated, int pending) {
    /** @param metrics as Prometheus reads them */
    static PoolState of(String metrics) {
        return new PoolState(
                gauge(metrics, "acquired"),
                gauge(metrics, "idle"),
                gauge(metrics, "allocated"),
                gauge(metrics, "pending"));
    }

    /** Whether nobody has a connection and nobody waits for one. */
    public boolean isAtRest() {
        return acquired == 0 && pending == 0 && allocated == idle;
    }

    private static int gauge(String metrics, String name) {
        String start = "r2dbc_pool_" + name + "_connections{";
        return (int) metrics.lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(start + ": no such metric (expected: one)"));
    }
}
