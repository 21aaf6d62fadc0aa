package dev.correnteza.bench.processing;

import dev.correnteza.bench.process.KillableProcess;
import dev.correnteza.bench.process.ProcessorTime;
import dev.correnteza.bench.process.Site;
import dev.correnteza.bench.processing.SaleEvents.Event;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Turns of one process: events of its own are shown to it, and it is timed until all are applied. */
final class Contest {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final long LOOK_EVERY_MS = 20;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MICROS_PER_SECOND = 1e6;

    private final String name;
    private final KillableProcess process;
    private final Feed feed;
    private final Map<String, String> groups;
    private final Site site;
    private final boolean isPublishing;
    private final Consumer<String> progress;

    /**
     * @param groups of the topics that it reads, one for each lane
     * @param site whose database it uses
     * @param isPublishing whether the site's outbox has to become empty
     */
    Contest(
            String name,
            KillableProcess process,
            Feed feed,
            Map<String, String> groups,
            Site site,
            boolean isPublishing,
            Consumer<String> progress) {
        this.name = name;
        this.process = process;
        this.feed = feed;
        this.groups = groups;
        this.site = site;
        this.isPublishing = isPublishing;
        this.progress = progress;
    }

    Turn turn(String what, int events, Supplier<Event> source) throws IOException, InterruptedException, SQLException {
        List<String> topics = groups.keySet().stream().sorted().toList();
        long shownAt = feed.write(events, source, topics);
        double before = ProcessorTime.seconds(process.pid());
        double databaseBefore = site.databaseSeconds();
        feed.awaitApplied(groups, LIMIT);
        double applied = seconds(shownAt);
        if (isPublishing) {
            awaitPublished();
        }
        double published = isPublishing ? seconds(shownAt) : applied;
        Turn turn = new Turn(
                events / applied,
                events / published,
                (ProcessorTime.seconds(process.pid()) - before) * MICROS_PER_SECOND / events,
                (site.databaseSeconds() - databaseBefore) * MICROS_PER_SECOND / events);
        progress.accept(String.format(
                Locale.ROOT,
                "%s, %s: %.0f events/s applied, %.0f/s published, %.0f us of its own and %.0f us of the database each",
                name,
                what,
                turn.appliedPerSecond(),
                turn.publishedPerSecond(),
                turn.micros(),
                turn.databaseMicros()));
        return turn;
    }

    private void awaitPublished() throws InterruptedException, SQLException {
        try (Connection connection = site.connect();
                Statement statement = connection.createStatement()) {
            while (hasRow(statement)) {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
            }
        }
    }

    private static boolean hasRow(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT FROM processor.outbox LIMIT 1")) {
            return row.next();
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / NANOS_PER_SECOND;
    }
}
