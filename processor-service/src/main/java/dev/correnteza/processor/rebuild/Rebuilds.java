package dev.correnteza.processor.rebuild;

import dev.correnteza.events.codec.NewerSchemas;
import dev.correnteza.processor.page.Conflict;
import dev.correnteza.processor.rebuild.RebuildRun.Ended;
import dev.correnteza.processor.rebuild.RebuildRun.State;
import dev.correnteza.processor.rebuild.RebuildRun.Surroundings;
import dev.correnteza.processor.webhooklog.WebhookLogMonths;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/** The rebuild of this instance: one at a time, and the last one until the next. What was built is forgotten when the service stops. */
@Component
class Rebuilds implements DisposableBean {
    private static final Set<State> UNDER_WAY = EnumSet.of(State.BUILDING, State.COMPARING, State.SWAPPING);

    private final Surroundings surroundings;
    private final String liveSchema;
    private @Nullable RebuildRun current;

    Rebuilds(
            Flyway flyway,
            ConfigurableEnvironment environment,
            ConsumerFactory<String, byte[]> consumers,
            NewerSchemas newerSchemas,
            WebhookLogMonths months,
            Clock clock) {
        this.surroundings = new Surroundings(
                flyway.getConfiguration().getDataSource(),
                environment,
                consumers,
                newerSchemas,
                months::oldestKept,
                clock);
        this.liveSchema = flyway.getConfiguration().getDefaultSchema();
    }

    /** @param examples how many rows of a table are named that differ */
    synchronized RebuildRun start(int examples) {
        RebuildRun last = current;
        if (last != null) {
            if (UNDER_WAY.contains(last.state())) {
                throw new Conflict("rebuild " + last.id() + ": " + last.state() + " (expected: none under way)");
            }
            last.close();
        }
        RebuildRun next = new RebuildRun(surroundings, liveSchema, examples);
        current = next;
        next.build();
        return next;
    }

    synchronized Optional<RebuildRun> find(UUID id) {
        return Optional.ofNullable(current).filter(run -> run.id().equals(id));
    }

    /**
     * Puts the rebuilt books in place of those in use.
     *
     * @param acceptsDifferences whether somebody saw what differs and means it
     * @param ended told how it is then, swapped or not
     */
    synchronized void swap(RebuildRun run, boolean acceptsDifferences, Ended ended) {
        requireSwappable(run, acceptsDifferences);
        run.swap(ended);
    }

    /** Refuses what {@link #swap} would. */
    synchronized void requireSwappable(RebuildRun run, boolean acceptsDifferences) {
        if (run.state() != State.COMPARED) {
            throw new Conflict("rebuild: " + run.state() + " (expected: COMPARED)");
        }
        if (!run.withoutBeginning().isEmpty()) {
            throw new Conflict("the topics have lost the beginning of " + String.join(", ", run.withoutBeginning())
                    + " (expected: all records)");
        }
        if (run.differences() > 0 && !acceptsDifferences) {
            throw new Conflict("rows that differ: " + run.differences() + " (expected: none, or acceptDifferences)");
        }
    }

    @Override
    public synchronized void destroy() {
        if (current != null) {
            current.close();
        }
    }
}
