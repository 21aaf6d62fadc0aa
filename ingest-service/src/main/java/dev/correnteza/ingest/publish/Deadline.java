package dev.correnteza.ingest.publish;

import io.netty.util.Timeout;
import io.netty.util.TimerTask;
import org.jspecify.annotations.Nullable;

/**
 * Answers for a record that did not become durable in time. A wheel keeps what was cancelled until its next turn; a record that is
 * forgotten meanwhile does not stay in memory with it, which under load made most of what the garbage collector had to copy.
 */
final class Deadline implements TimerTask {
    private volatile @Nullable Outgoing outgoing;

    Deadline(Outgoing outgoing) {
        this.outgoing = outgoing;
    }

    void forget() {
        outgoing = null;
    }

    @Override
    public void run(Timeout timeout) {
        Outgoing late = outgoing;
        if (late != null) {
            late.fail(null, "not durable in time");
        }
    }
}
