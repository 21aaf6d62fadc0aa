package dev.correnteza.standalone.services;

import dev.correnteza.standalone.data.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts that run in this JVM, each started in a thread of its own. One that does not start ends the JVM. */
public final class HostedParts {
    private static final Logger log = LoggerFactory.getLogger(HostedParts.class);

    private final Path config;
    private final Map<Part, AutoCloseable> running = new EnumMap<>(Part.class);
    private boolean stopping;

    /** @param config directory of the parts' settings */
    public HostedParts(Path config) {
        this.config = config;
    }

    /** Returns at once. */
    public void start(Part part) {
        Thread.ofPlatform().name("start-" + part.lowerCaseName()).start(() -> run(part));
    }

    private void run(Part part) {
        long startedAt = System.nanoTime();
        try {
            AutoCloseable started = part == Part.SIMULATOR ? SimulatorPart.start(config) : Service.start(part, config);
            if (!keep(part, started)) {
                close(part, started);
            }
            log.atInfo()
                    .addKeyValue("part", part.lowerCaseName())
                    .addKeyValue("durationMs", (System.nanoTime() - startedAt) / 1_000_000)
                    .log("part started");
        } catch (Exception | LinkageError e) {
            log.atError().addKeyValue("part", part.lowerCaseName()).setCause(e).log("part does not start");
            System.exit(1);
        }
    }

    private synchronized boolean keep(Part part, AutoCloseable started) {
        running.put(part, started);
        return !stopping;
    }

    /** Stops first who takes work from outside, then the others at the same time. */
    public void stop() {
        List<Map.Entry<Part, AutoCloseable>> others = new ArrayList<>();
        for (var entry : ending()) {
            if (entry.getKey() == Part.INGEST) {
                close(entry.getKey(), entry.getValue());
            } else {
                others.add(entry);
            }
        }
        List<Thread> closers = others.stream()
                .map(entry -> Thread.ofPlatform()
                        .name("stop-" + entry.getKey().lowerCaseName())
                        .start(() -> close(entry.getKey(), entry.getValue())))
                .toList();
        try {
            for (Thread closer : closers) {
                closer.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<Map.Entry<Part, AutoCloseable>> ending() {
        stopping = true;
        return List.copyOf(running.entrySet());
    }

    private static void close(Part part, AutoCloseable started) {
        try {
            started.close();
        } catch (Exception e) {
            log.atWarn().addKeyValue("part", part.lowerCaseName()).setCause(e).log("part does not stop in order");
        }
    }
}
