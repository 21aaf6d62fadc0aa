package dev.correnteza.standalone.stack;

import dev.correnteza.embedded.KafkaBroker;
import dev.correnteza.embedded.PostgresServer;
import dev.correnteza.standalone.client.AccountsApi;
import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.client.Health;
import dev.correnteza.standalone.client.ServiceApi;
import dev.correnteza.standalone.data.Part;
import dev.correnteza.standalone.data.Ports;
import dev.correnteza.standalone.data.Secrets;
import dev.correnteza.standalone.data.StackDirectory;
import dev.correnteza.standalone.data.StackState;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running stack: broker in this JVM, PostgreSQL, the registry and the services as processes beside it.
 *
 * <p>The services and the registry are started again when they end. Without PostgreSQL or the broker the stack ends.
 */
public final class Stack implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Stack.class);
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration TRAINING_STOP_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(25);

    private final StackOptions options;
    private final Progress progress;
    private final Installation installation = Installation.ofThisJvm();
    private final StackDirectory directory;
    private final Ports ports;
    private final Instant startedAt;
    private final long startedNanos = System.nanoTime();
    private final Health health = new Health();
    private final DemoAccounts demoAccounts;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private final Backoff backoff = new Backoff();

    private StackDirectory.@Nullable Lock lock;
    private @Nullable KafkaBroker kafka;
    private @Nullable PostgresServer postgres;
    private @Nullable PostgresGuard guard;
    private @Nullable Registry registry;
    private volatile @Nullable ServicesProcess services;
    private @Nullable ServiceSettings settings;
    private @Nullable Secrets secrets;
    private @Nullable Long readyAfterMs;
    private long postgresPid;
    private int servicesStarts;

    /** A part that ended. */
    private enum Ended {
        SERVICES,
        REGISTRY,
        POSTGRES
    }

    private Stack(StackOptions options, Clock clock, Progress progress) {
        this.options = options;
        this.progress = progress;
        this.directory = options.directory();
        this.ports = options.ports();
        this.startedAt = clock.instant();
        this.demoAccounts = new DemoAccounts(directory);
    }

    /** Nothing is started yet. Whoever creates it closes it. */
    public static Stack create(StackOptions options, Clock clock, Progress progress) {
        return new Stack(options, clock, progress);
    }

    /**
     * Starts everything and returns when everything accepts work.
     *
     * @throws StackDirectory.InUse when another stack runs in the directory
     * @throws StackFailure when a part does not start
     */
    public void start() throws IOException, StackFailure, StackDirectory.InUse {
        lock = directory.lock();
        Optional<Part> taken = ports.taken();
        if (taken.isPresent()) {
            String name = taken.get().lowerCaseName();
            throw new StackFailure("port " + ports.of(taken.get()) + " of " + name + ": taken by another program"
                    + " (expected: free; choose another with --port " + name + "=N, or all with --ports-from N)");
        }
        directory.scratch();
        secrets = Secrets.readOrMake(directory);
        try (ExecutorService starters = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("starter-", 1).factory())) {
            startAll(starters, secrets);
        }
        readyAfterMs = sinceJvmStart();
        writeState(true);
    }

    private void startAll(ExecutorService starters, Secrets known) throws IOException, StackFailure {
        registry = Registry.start(installation, directory, ports, progress, () -> ended.add(Ended.REGISTRY));
        Future<?> startedKafka = starters.submit(said("kafka", () -> startKafka()));
        Future<?> startedPostgres = starters.submit(said("postgres", () -> startPostgres()));
        spawnServices();
        Future<?> registered = starters.submit(said("registry", registry::awaitReadyAndRegister));
        join(startedPostgres);
        join(startedKafka);
        writeState(false);
        startServices(known);
        join(registered);
    }

    private Callable<Boolean> said(String part, Start start) {
        return () -> {
            start.run();
            progress.say(part + " ready after " + seconds(sinceStart()));
            return true;
        };
    }

    /** What may fail in the ways that starting may fail. */
    private interface Start {
        void run() throws IOException, StackFailure;
    }

    private static void join(Future<?> start) throws IOException, StackFailure {
        try {
            start.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case StackFailure failure -> throw failure;
                case IOException failure -> throw failure;
                case null, default -> throw new StackFailure(String.valueOf(e.getCause()), e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted while starting", e);
        }
    }

    private void startKafka() throws StackFailure {
        kafka = KafkaBroker.start(directory.kafka(), ports.of(Part.KAFKA));
        TopicSetup.createMissing(kafka.bootstrapServers(), options.partitions());
    }

    private void startPostgres() throws IOException {
        PostgresServer server = PostgresServer.start(directory.postgres(), ports.of(Part.POSTGRES));
        postgres = server;
        guard = PostgresGuard.start(cluster());
        postgresPid = PostgresGuard.pid(cluster());
        ProcessHandle.of(postgresPid).ifPresent(process -> {
            var _ = process.onExit().thenRun(() -> ended.add(Ended.POSTGRES));
        });
    }

    private java.nio.file.Path cluster() {
        return directory.postgres().resolve("cluster");
    }

    private void spawnServices() throws IOException {
        ServicesProcess spawned = ServicesProcess.spawn(installation, directory, options.servicesJvmOptions());
        services = spawned;
        servicesStarts++;
        var _ = spawned.onExit().thenRun(() -> ended.add(Ended.SERVICES));
    }

    /** Tells the services' JVM what to start, and waits until all accept work. */
    private void startServices(Secrets known) throws IOException, StackFailure {
        PostgresServer database = required(postgres);
        settings = new ServiceSettings(
                ports,
                known,
                new ServiceSettings.DatabaseAddress(
                        database.jdbcUrl(), database.r2dbcUrl(), database.username(), database.password()),
                directory.spool());
        Optional<String> withHistory = demoAccounts.withHistory();
        required(settings).write(directory.config(), withHistory);
        ServicesProcess process = required(services);
        process.tellToStart(Part.SIMULATOR);
        process.tellToStart(Part.PROCESSOR);
        process.tellToStart(Part.INGEST);
        process.tellToStart(Part.TRACKING);
        if (withHistory.isPresent()) {
            process.tellToStart(Part.BACKFILL);
        }
        awaitReady(process, Part.PROCESSOR);
        var accounts = new AccountsApi(new ServiceApi("processor", ports.url(Part.PROCESSOR), known.apiKey()));
        var charging = new ChargingAccounts(accounts, known);
        try {
            if (withHistory.isEmpty()) { // backfill reads its accounts only when it starts
                Optional<String> made = Optional.of(demoAccounts.createWithHistory(accounts));
                required(settings).write(directory.config(), made);
                process.tellToStart(Part.BACKFILL);
            }
            demoAccounts.createMissing(accounts);
            charging.giveCredentials();
        } catch (ApiFailure e) {
            throw new StackFailure("demo accounts cannot be made: " + e.getMessage(), e);
        }
        for (Part part : List.of(Part.INGEST, Part.TRACKING, Part.BACKFILL)) {
            awaitReady(process, part);
        }
        awaitSimulator(process);
        try {
            charging.setUpPanels(new ServiceApi("simulator", ports.url(Part.SIMULATOR), known.apiKey()));
        } catch (ApiFailure e) {
            throw new StackFailure("simulator cannot be set up: " + e.getMessage(), e);
        }
    }

    private void awaitReady(ServicesProcess process, Part part) throws StackFailure {
        await(process, part, () -> health.isReady(ports.url(part)));
        if (readyAfterMs == null) {
            progress.say(part.lowerCaseName() + " ready after " + seconds(sinceStart()));
        }
    }

    private void awaitSimulator(ServicesProcess process) throws StackFailure {
        await(process, Part.SIMULATOR, () -> Health.accepts(Ports.HOST, ports.of(Part.SIMULATOR)));
    }

    private void await(ServicesProcess process, Part part, java.util.function.BooleanSupplier isReady)
            throws StackFailure {
        long deadline = System.nanoTime() + READY_TIMEOUT.toNanos();
        while (!isReady.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new StackFailure("services: ended with exit code " + process.exitCode() + " while "
                        + part.lowerCaseName() + " was started (see " + ServicesProcess.log(directory) + ")");
            }
            if (System.nanoTime() > deadline) {
                throw new StackFailure(part.lowerCaseName() + ": not ready within " + READY_TIMEOUT.toSeconds()
                        + " s (see " + ServicesProcess.log(directory) + ")");
            }
            pause(POLL_INTERVAL);
        }
    }

    private static void pause(Duration duration) throws StackFailure {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted while starting", e);
        }
    }

    /**
     * Watches the parts, starts again those that may be, and returns when the stack cannot go on.
     *
     * @return why
     */
    public String awaitEnd() throws InterruptedException {
        while (true) {
            Ended part = ended.take();
            Thread.sleep(POLL_INTERVAL.multipliedBy(12)); // a Ctrl-C ends the parts too, and is for us to answer
            if (stopping.get()) {
                Thread.sleep(Duration.ofDays(1)); // whoever stops the stack ends this process
            }
            switch (part) {
                case POSTGRES -> {
                    return "postgres ended unexpectedly (see "
                            + directory.postgres().resolve("postgres.log") + ")";
                }
                case REGISTRY -> restartRegistry();
                case SERVICES -> restartServices();
            }
        }
    }

    private void restartRegistry() throws InterruptedException {
        Duration pause = backoff.next();
        progress.say("registry ended unexpectedly, starting it again in " + seconds(pause.toMillis()));
        Thread.sleep(pause);
        try {
            required(registry).restart();
            progress.say("registry is back");
        } catch (IOException | StackFailure | RuntimeException e) {
            log.atWarn().setCause(e).log("registry cannot be started again");
            progress.say("registry cannot be started again: " + e.getMessage());
            ended.add(Ended.REGISTRY);
        }
        tryWriteState(required(services).isAlive());
    }

    private void restartServices() throws InterruptedException {
        ServicesProcess old = required(services);
        if (old.isAlive()) {
            return; // an older one's end
        }
        tryWriteState(false);
        boolean asked = old.exitCode() == RESTART_EXIT_CODE;
        Duration pause = asked ? Duration.ZERO : backoff.next();
        progress.say(
                asked
                        ? "services are started again, as asked"
                        : "services ended unexpectedly (exit code " + old.exitCode() + "), starting them again in "
                                + seconds(pause.toMillis()));
        Thread.sleep(pause);
        long from = System.nanoTime();
        try {
            spawnServices();
            tryWriteState(false);
            startServices(required(secrets));
            tryWriteState(true);
            progress.say("services are back after " + seconds((System.nanoTime() - from) / 1_000_000));
        } catch (IOException | StackFailure e) {
            progress.say(e.getMessage() == null ? e.toString() : e.getMessage());
            ServicesProcess failed = required(services);
            if (failed.isAlive()) {
                failed.stop(STOP_TIMEOUT);
            }
        }
    }

    /** Of a JVM that was told to stop by SIGTERM, which is how the services are asked to be started again. */
    private static final int RESTART_EXIT_CODE = 143;

    private void tryWriteState(boolean servicesReady) {
        try {
            writeState(servicesReady);
        } catch (IOException e) {
            log.atWarn().setCause(e).log("state file cannot be written");
        }
    }

    private void writeState(boolean servicesReady) throws IOException {
        ProcessHandle self = ProcessHandle.current();
        Map<Part, Long> pids = new EnumMap<>(Part.class);
        pids.put(Part.POSTGRES, postgresPid);
        pids.put(Part.REGISTRY, required(registry).pid());
        new StackState(
                        self.pid(),
                        StackState.startedAt(self),
                        ports.asMap(),
                        pids,
                        required(services).pid(),
                        startedAt,
                        readyAfterMs,
                        servicesReady,
                        servicesStarts)
                .write(directory);
    }

    /** From the start of this JVM until everything accepted work. */
    public long readyAfterMs() {
        return required(readyAfterMs);
    }

    public Secrets secrets() {
        return required(secrets);
    }

    private long sinceStart() {
        return (System.nanoTime() - startedNanos) / 1_000_000;
    }

    /** Not since the start of the process: the launcher was that before, and may have built what was missing. */
    private long sinceJvmStart() {
        long jvmStartedAt = ManagementFactory.getRuntimeMXBean().getStartTime();
        return Math.max(0, startedAt.toEpochMilli() - jvmStartedAt) + sinceStart();
    }

    private static String seconds(long ms) {
        return "%.1f s".formatted(ms / 1000.0);
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a part that is not started");
        }
        return value;
    }

    /** Stops everything in order: services, registry, PostgreSQL, broker. The data stays. Again has no effect. */
    @Override
    public void close() {
        if (stopping.getAndSet(true)) {
            return;
        }
        ServicesProcess process = services;
        if (process != null) {
            stopping("services", () -> process.stop(isTraining() ? TRAINING_STOP_TIMEOUT : STOP_TIMEOUT));
        }
        stopping("registry", registry);
        stopping("postgres", postgres);
        stopping("postgres guard", guard);
        stopping("kafka", kafka);
        if (lock != null) {
            try {
                StackState.delete(directory);
            } catch (IOException e) {
                log.atWarn().setCause(e).log("state file cannot be deleted");
            }
            lock.close();
        }
    }

    private boolean isTraining() {
        return options.servicesJvmOptions().stream().anyMatch(option -> option.startsWith("-XX:AOT"));
    }

    /** One that does not stop keeps no other from stopping. */
    private void stopping(String name, @Nullable AutoCloseable part) {
        if (part == null) {
            return;
        }
        try {
            part.close();
        } catch (Exception e) {
            log.atWarn().addKeyValue("part", name).setCause(e).log("part does not stop in order");
            progress.say(name + " does not stop in order: " + e);
        }
    }
}
