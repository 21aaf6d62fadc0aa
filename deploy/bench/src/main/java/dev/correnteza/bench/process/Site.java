package dev.correnteza.bench.process;

import dev.correnteza.events.topic.TopicSpec;
import dev.correnteza.events.topic.Topics;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;

/**
 * A broker with all topics, a PostgreSQL that forces what it commits to disk, and a processor-service between them. Nothing but
 * 127.0.0.1.
 *
 * @param broker started
 * @param database started
 * @param processor started
 * @param directory where all of their data are
 */
public record Site(BrokerProcess broker, DatabaseProcess database, ProcessorProcess processor, RunDirectory directory)
        implements AutoCloseable {
    private static final long ANSWER_WITHIN_SECONDS = 30;

    /** Of the service on the live lane, as it is configured by default. */
    private static final int CONSUMERS = 1;

    /** Where the service's consumers are members, beside others that are of no account here. */
    public static final List<String> LANE_GROUPS = List.of("processor", "processor-backfill");

    private static final List<String> OTHER_GROUPS =
            List.of("processor-accounts", "processor-quarantine", "processor-refused", "processor-deliveries");

    /** As {@link #start(RunDirectory, String, Stack.Jvms, int)}, with as many consumers as the service has by default. */
    public static Site start(RunDirectory run, String name, Stack.Jvms jvms) throws IOException, InterruptedException {
        return start(run, name, jvms, CONSUMERS);
    }

    /**
     * Returns when events are applied.
     *
     * @param name of its directory in that of the run
     * @param jvms heaps and compilers; those of ingest are the processor's
     * @param consumers of the service on the live lane
     * @throws IllegalStateException when that takes longer than {@link Patience#START}
     */
    public static Site start(RunDirectory run, String name, Stack.Jvms jvms, int consumers)
            throws IOException, InterruptedException {
        RunDirectory directory = run.within(name);
        BrokerProcess broker = new BrokerProcess(directory, FreePort.find(), jvms.broker());
        DatabaseProcess database = DatabaseProcess.start(directory.resolve("postgres"));
        Site site = new Site(
                broker,
                database,
                new ProcessorProcess(
                        directory,
                        "processor",
                        FreePort.find(),
                        broker.bootstrapServers(),
                        database,
                        consumers,
                        jvms.ingest()),
                directory);
        // However this process ends, nothing of it stays.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            site.close();
            run.close();
        }));
        broker.start();
        broker.requireUp();
        site.createTopics();
        ProcessorProcess processor = site.processor();
        if (jvms.quickRestarts()) {
            processor.record();
            processor.start();
            processor.requireUp();
            processor.endRecording();
        }
        processor.start();
        processor.requireUp();
        return site;
    }

    /**
     * One more instance on the same broker and database, not started. Whoever asks for it ends it.
     *
     * @param name of it and its log
     * @param jvms as the site was started with
     */
    public ProcessorProcess another(String name, Stack.Jvms jvms) {
        return new ProcessorProcess(
                directory, name, FreePort.find(), broker.bootstrapServers(), database, CONSUMERS, jvms.ingest());
    }

    private void createTopics() throws InterruptedException {
        try (Admin admin = admin()) {
            Stack.createTopics(admin, Topics.ALL);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("topics cannot be prepared", e);
        }
    }

    /** Makes one more topic with the settings of payment events. */
    public void createTopic(String name) throws InterruptedException {
        TopicSpec like = Topics.ALL.stream()
                .filter(topic -> topic.name().equals(Topics.PAYMENT_EVENTS))
                .findFirst()
                .orElseThrow();
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, Stack.PARTITIONS, (short) 1).configs(like.settings(1))))
                    .all()
                    .get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(name + ": cannot be made", e);
        }
    }

    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    /** How long the database's processes kept processors busy. Linux only. */
    public double databaseSeconds() throws IOException {
        return ProcessorTime.secondsOfFamily(database.pid());
    }

    /** The database as its owner. */
    public Connection connect() throws SQLException {
        return database.connect();
    }

    /** After a kill: the next instance gets its partitions at once, not when the session of the killed one is over. */
    public void forgetKilledMembers() throws InterruptedException {
        try (Admin admin = admin()) {
            for (List<String> groups : List.of(LANE_GROUPS, OTHER_GROUPS)) {
                for (String group : groups) {
                    forget(admin, group);
                }
            }
        }
    }

    private static void forget(Admin admin, String group) throws InterruptedException {
        try {
            admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                    .all()
                    .get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException noMembers) {
            // It was killed before it joined.
        } catch (TimeoutException e) {
            throw new IllegalStateException(group + ": the broker does not answer", e);
        }
    }

    /** Kills the processes and stops the database. */
    @Override
    public void close() {
        processor.kill();
        broker.kill();
        database.close();
    }
}
