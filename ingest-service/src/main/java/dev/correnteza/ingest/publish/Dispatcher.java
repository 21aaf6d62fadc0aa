package dev.correnteza.ingest.publish;

import dev.correnteza.ingest.spool.Spool;
import dev.correnteza.ingest.spool.SpoolFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides for each record, in order of arrival, whether it goes straight to the producer or to the spool. All by one thread, which
 * also begins and ends spooling: so that no record overtakes one of its topic. Topics are independent of each other.
 *
 * <p>Spooling begins when the producer gave up a record or had it for too long. The producer is closed then, and what it had is
 * spooled first. It ends when a {@link Drainer} has written all that waited; towards the end new records are held back for a
 * moment, because under load there would always be one more.
 */
final class Dispatcher implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration TICK = Duration.ofMillis(20);
    private static final Duration IDLE_TICK = Duration.ofMillis(500);
    private static final Duration HOLD_BACK = Duration.ofMillis(500);
    private static final long GROUP_BYTES = 4L << 20;

    private final WaitingRecords waiting;
    private final Producers producers;
    private final Spool spool;
    private final Duration spoolAfter;
    private final Duration closeWithin;
    private final ConcurrentMap<String, Lane> lanes = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Drainer> drainers = new ConcurrentHashMap<>();
    private @Nullable Producer<String, byte[]> direct;
    private volatile boolean stopped;

    Dispatcher(WaitingRecords waiting, Producers producers, Spool spool, PublishProperties properties) {
        this.waiting = waiting;
        this.producers = producers;
        this.spool = spool;
        this.spoolAfter = properties.spoolAfter();
        this.closeWithin = properties.answerWithin();
        this.direct = producers.direct().get(); // what is wrong in the configuration is said at the start
    }

    /** Whether a record that comes now is likely to become durable, as far as is known. */
    boolean canTake() {
        return spool.canTake() || (drainers.isEmpty() && lanes.values().stream().noneMatch(Lane::isRefusing));
    }

    boolean isSpooling() {
        return !drainers.isEmpty();
    }

    /** Ends {@link #run}, soon. Interrupting it would leave producers half closed. */
    void stop() {
        stopped = true;
    }

    /** After {@link #run} ended: waits for those it told to stop. */
    void joinDrainers(Duration patience) throws InterruptedException {
        for (Drainer drainer : drainers.values()) {
            drainer.join(patience);
        }
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                step(waiting.takeGroup(isBusy() ? TICK : IDLE_TICK));
            } catch (InterruptedException e) {
                stopped = true;
            } catch (RuntimeException e) {
                // Of whatever kind: without this thread nothing is taken any more.
                log.atError().setCause(e).log("records could not be handed over");
            }
        }
        end();
    }

    private boolean isBusy() {
        return !drainers.isEmpty() || lanes.values().stream().anyMatch(lane -> !lane.isIdle());
    }

    private void step(List<Outgoing> group) throws InterruptedException {
        List<Outgoing> toSpool = new ArrayList<>();
        endWhatIsDrained();
        beginWhereSomethingWaits(toSpool);
        rescueWhereFailing(toSpool);
        for (Outgoing next : group) {
            route(next, toSpool);
        }
        append(toSpool);
    }

    private void route(Outgoing next, List<Outgoing> toSpool) {
        if (drainers.containsKey(next.topic())) {
            toSpool.add(next);
        } else if (next.isOlderThan(PublishProperties.HAND_OVER_WITHIN) && !spool.canTake()) {
            next.fail(null, "the broker takes no records");
        } else {
            Lane lane = lanes.computeIfAbsent(next.topic(), topic -> new Lane());
            lane.send(next, this::direct);
            rescueWhereFailing(toSpool);
        }
    }

    private Producer<String, byte[]> direct() {
        if (direct == null) {
            direct = producers.direct().get();
        }
        return direct;
    }

    /** At the start, and after the spool was opened again. */
    private void beginWhereSomethingWaits(List<Outgoing> toSpool) {
        for (String topic : spool.topics()) {
            if (!drainers.containsKey(topic) && spool.waiting(topic) > 0) {
                beginSpooling(topic);
                Lane lane = lanes.get(topic);
                if (lane != null && !lane.isIdle()) {
                    rescue(toSpool);
                }
            }
        }
    }

    private void rescueWhereFailing(List<Outgoing> toSpool) {
        if (lanes.values().stream().noneMatch(lane -> lane.isFailing(spoolAfter))) {
            return;
        }
        if (spool.canTake()) {
            rescue(toSpool);
        } else {
            lanes.values().forEach(Lane::giveUpRefused);
        }
    }

    private void rescue(List<Outgoing> toSpool) {
        closeDirect(Duration.ZERO);
        for (Map.Entry<String, Lane> lane : lanes.entrySet()) {
            List<Outgoing> back = lane.getValue().takeBack();
            if (!back.isEmpty()) {
                beginSpooling(lane.getKey());
                toSpool.addAll(back);
            }
        }
    }

    private void beginSpooling(String topic) {
        drainers.computeIfAbsent(topic, name -> {
            log.atWarn().addKeyValue("topic", name).log("spooling begins, the broker does not acknowledge in time");
            return Drainer.start(name, spool, producers.draining());
        });
    }

    private void endWhatIsDrained() throws InterruptedException {
        for (Map.Entry<String, Drainer> entry : drainers.entrySet()) {
            Drainer drainer = entry.getValue();
            if (!spool.isOpen()) {
                drainers.remove(entry.getKey());
                drainer.abort();
            } else if (drainer.isDone() || (drainer.isAlmostDone() && drainer.awaitDone(HOLD_BACK))) {
                drainers.remove(entry.getKey());
                drainer.stop();
                log.atInfo()
                        .addKeyValue("topic", entry.getKey())
                        .addKeyValue("records", drainer.drained())
                        .addKeyValue("durationMs", drainer.age().toMillis())
                        .log("spooling ended, all that waited is written");
            }
        }
    }

    private void append(List<Outgoing> records) {
        int from = 0;
        while (from < records.size()) {
            int to = endOfGroup(records, from);
            List<Outgoing> group = records.subList(from, to).stream()
                    .filter(Outgoing::isWaitedFor)
                    .toList();
            int durable = append(group, records.subList(from, records.size()));
            if (durable < group.size()) {
                // What comes behind one that is refused is refused too.
                records.subList(from, records.size()).forEach(refused -> refused.fail(null, "the spool is full"));
                return;
            }
            from = to;
        }
    }

    private int append(List<Outgoing> group, List<Outgoing> all) {
        try {
            int durable = spool.append(group.stream().map(Outgoing::record).toList());
            group.subList(0, durable).forEach(Outgoing::succeed);
            group.forEach(spooled -> wake(spooled.topic()));
            return durable;
        } catch (SpoolFailure e) {
            all.forEach(lost -> lost.fail(e, "the spool failed"));
            return 0;
        }
    }

    private static int endOfGroup(List<Outgoing> records, int from) {
        long bytes = 0;
        int to = from;
        while (to < records.size() && bytes < GROUP_BYTES) {
            bytes += records.get(to).bytes();
            to++;
        }
        return to;
    }

    private void wake(String topic) {
        Drainer drainer = drainers.get(topic);
        if (drainer != null) {
            drainer.wake();
        }
    }

    private void closeDirect(Duration patience) {
        Producer<String, byte[]> closing = direct;
        direct = null;
        if (closing != null) {
            closing.close(patience);
        }
    }

    /** What was handed over is still resolved, by the producer or in the spool. */
    private void end() {
        closeDirect(closeWithin);
        List<Outgoing> unresolved = new ArrayList<>();
        lanes.values().forEach(lane -> unresolved.addAll(lane.takeBack()));
        append(unresolved);
        drainers.values().forEach(Drainer::abort);
    }
}
