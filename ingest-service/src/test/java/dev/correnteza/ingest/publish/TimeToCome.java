package dev.correnteza.ingest.publish;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.netty.util.TimerTask;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** A timer whose time passes when a test says so. */
final class TimeToCome implements Timer {
    private final Queue<Pending> pending = new ConcurrentLinkedQueue<>();

    /** All that was set and not cancelled is due. */
    void pass() {
        for (Pending next = pending.poll(); next != null; next = pending.poll()) {
            next.fire();
        }
    }

    @Override
    public Timeout newTimeout(TimerTask task, long delay, TimeUnit unit) {
        Pending timeout = new Pending(task);
        pending.add(timeout);
        return timeout;
    }

    @Override
    public Set<Timeout> stop() {
        return Set.copyOf(pending);
    }

    private final class Pending implements Timeout {
        private final TimerTask task;
        private volatile boolean cancelled;

        private Pending(TimerTask task) {
            this.task = task;
        }

        private void fire() {
            try {
                task.run(this);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Timer timer() {
            return TimeToCome.this;
        }

        @Override
        public TimerTask task() {
            return task;
        }

        @Override
        public boolean isExpired() {
            return !pending.contains(this) && !cancelled;
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public boolean cancel() {
            cancelled = pending.remove(this);
            return cancelled;
        }
    }
}
