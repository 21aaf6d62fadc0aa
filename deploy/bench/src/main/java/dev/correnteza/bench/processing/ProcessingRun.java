package dev.correnteza.bench.processing;

import dev.correnteza.bench.floor.ProcessingFloorMain;
import dev.correnteza.bench.process.FloorProcess;
import dev.correnteza.bench.process.RunDirectory;
import dev.correnteza.bench.process.Site;
import dev.correnteza.bench.process.Stack;
import dev.correnteza.events.topic.Topics;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Lets the floor and processor-service apply equal events in turn, each from topics and to tables of its own. */
public final class ProcessingRun {
    private static final int FILL_AT_ONCE = 50_000;
    private static final List<String> FLOOR_TOPICS = List.of("bench-floor", "bench-floor-second");
    private static final Map<String, String> LIVE = Map.of(Topics.PAYMENT_EVENTS, "processor");
    private static final Map<String, String> BOTH =
            Map.of(Topics.PAYMENT_EVENTS, "processor", Topics.PAYMENT_EVENTS_BACKFILL, "processor-backfill");

    private final ProcessingPlan plan;
    private final Consumer<String> progress;

    public ProcessingRun(ProcessingPlan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** @throws IllegalStateException when a process does not start, or does not get on */
    public ProcessingResult run() throws IOException, InterruptedException, SQLException {
        Stack.Jvms jvms = Stack.Jvms.forLoad(plan.heapMegabytes());
        try (RunDirectory directory = RunDirectory.make(plan.directory(), plan.keep());
                Site site = Site.start(directory, "site", jvms, plan.consumers());
                Feed feed = new Feed(site.broker().bootstrapServers())) {
            site.database().makeWalFiles();
            FloorProcess floor = startFloor(directory, site, jvms);
            try {
                if (plan.payments() == 0) {
                    return run(site, feed, floor, Optional.empty());
                }
                try (Site second = Site.start(directory, "filled", jvms, plan.consumers());
                        Feed secondFeed = new Feed(second.broker().bootstrapServers())) {
                    Contest filled = new Contest(
                            "service over " + plan.payments() + " payments",
                            second.processor(),
                            secondFeed,
                            LIVE,
                            second,
                            true,
                            progress);
                    SaleEvents events = new SaleEvents(plan.seed());
                    fill(filled, events);
                    return run(site, feed, floor, Optional.of(new Filled(filled, events)));
                }
            } finally {
                floor.kill();
            }
        }
    }

    private FloorProcess startFloor(RunDirectory directory, Site site, Stack.Jvms jvms) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                site.broker().bootstrapServers(),
                site.database().jdbcUrl(),
                site.database().username()));
        for (String topic : FLOOR_TOPICS.subList(0, plan.lanes())) {
            site.createTopic(topic);
            arguments.add(topic);
        }
        return FloorProcess.start(
                directory,
                ProcessingFloorMain.class,
                arguments,
                jvms.ingest(),
                Map.of(ProcessingFloorMain.PASSWORD, site.database().password()));
    }

    /** One event each, through the service: rows as it writes them. */
    private void fill(Contest contest, SaleEvents events) throws IOException, InterruptedException, SQLException {
        for (int done = 0; done < plan.payments(); done += FILL_AT_ONCE) {
            int now = Math.min(FILL_AT_ONCE, plan.payments() - done);
            contest.turn("filling from " + done, now, events::first);
        }
    }

    private ProcessingResult run(Site site, Feed feed, FloorProcess floor, Optional<Filled> filled)
            throws IOException, InterruptedException, SQLException {
        Map<String, String> ofFloor = new java.util.HashMap<>();
        FLOOR_TOPICS.subList(0, plan.lanes()).forEach(topic -> ofFloor.put(topic, topic));
        Contest least = new Contest("floor", floor, feed, ofFloor, site, false, progress);
        Contest ours =
                new Contest("service", site.processor(), feed, plan.lanes() == 1 ? LIVE : BOTH, site, true, progress);
        Contest single = new Contest("service with one lane", site.processor(), feed, LIVE, site, true, progress);
        SaleEvents toFloor = new SaleEvents(plan.seed());
        SaleEvents toService = new SaleEvents(plan.seed());
        List<Turn> floorTurns = new ArrayList<>();
        List<Turn> turns = new ArrayList<>();
        List<Turn> singleTurns = new ArrayList<>();
        List<Turn> filledTurns = new ArrayList<>();
        least.turn("warming up", plan.warmUpEvents(), toFloor::next);
        ours.turn("warming up", plan.warmUpEvents(), toService::next);
        if (filled.isPresent()) {
            filled.get()
                    .contest()
                    .turn("warming up", plan.warmUpEvents(), filled.get().events()::next);
        }
        for (int round = 1; round <= plan.rounds(); round++) {
            String name = "round " + round;
            floorTurns.add(least.turn(name, plan.events(), toFloor::next));
            turns.add(ours.turn(name, plan.events(), toService::next));
            if (plan.lanes() > 1) {
                singleTurns.add(single.turn(name, plan.events(), toService::next));
            }
            if (filled.isPresent()) {
                filledTurns.add(filled.get()
                        .contest()
                        .turn(name, plan.events(), filled.get().events()::next));
            }
        }
        return ProcessingResult.of(floorTurns, turns, singleTurns, filledTurns);
    }

    private record Filled(Contest contest, SaleEvents events) {}
}
