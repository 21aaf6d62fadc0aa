package dev.correnteza.processor.plan;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The rules of all tenants, for batches. The table is read at most every two seconds, by who asks first after that time: a batch
 * costs no statement for it. What was made under older rules is made again ({@code subscription_recount}), {@link #FRESH} after.
 */
@Component
public class KnownPlanRules {
    /** No rules that are given out here are older. */
    public static final Duration FRESH = Duration.ofSeconds(2);

    private final Mono<Snapshot> stored;

    @Autowired
    KnownPlanRules(PlanRuleRepository repository) {
        this(repository, System::nanoTime);
    }

    /** @param nanos time that only goes on, in nanoseconds */
    KnownPlanRules(PlanRuleRepository repository, LongSupplier nanos) {
        // Counted from before it is read: what changes meanwhile is seen by the next.
        this.stored = Mono.defer(() -> {
                    long since = nanos.getAsLong();
                    return repository
                            .all()
                            .collect(Collectors.groupingBy(PlanRule::tenantId))
                            .map(rules -> new Snapshot(
                                    rules.entrySet().stream()
                                            .collect(Collectors.toUnmodifiableMap(
                                                    Map.Entry::getKey, entry -> new PlanRules(entry.getValue()))),
                                    since));
                })
                .cacheInvalidateIf(snapshot -> nanos.getAsLong() - snapshot.since() >= FRESH.toNanos());
    }

    /** Rules by tenant; a tenant that is not in it has none. */
    public Mono<Map<String, PlanRules>> current() {
        return stored.map(Snapshot::rules);
    }

    private record Snapshot(Map<String, PlanRules> rules, long since) {}
}
