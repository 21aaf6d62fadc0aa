package dev.correnteza.bench.audit;

import dev.correnteza.bench.audit.Intents.Intent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the log with the topics.
 *
 * <p>Order: of two webhooks with one key, the one that was answered before the other was posted has to come first in the topic. Of
 * those that were under way together nothing is said, and what comes again later does not count.
 */
public final class Audit {
    private static final int NAMED = 20;

    private final Intents intents;
    private final Map<String, List<Intent>> firstOccurrences = new HashMap<>();
    private long records;
    private long duplicates;
    private long foreign;

    public Audit(Intents intents) {
        this.intents = intents;
    }

    /** A record, after those before it in its partition. */
    public void found(String topic, String key, String hash) {
        records++;
        Intent intent = intents.find(hash);
        if (intent == null || !intent.topic().equals(topic)) {
            foreign++;
            return;
        }
        intent.foundAgain();
        if (intent.records() > 1) {
            duplicates++;
        } else {
            firstOccurrences
                    .computeIfAbsent(topic + " " + key, name -> new ArrayList<>())
                    .add(intent);
        }
    }

    public Findings findings() {
        List<Long> lost = intents.all().stream()
                .filter(intent -> intent.isAccepted() && intent.records() == 0)
                .map(Intent::id)
                .sorted()
                .toList();
        long accepted = intents.all().stream().filter(Intent::isAccepted).count();
        long unanswered = intents.all().stream()
                .filter(intent -> !intent.isAccepted() && intent.records() > 0)
                .count();
        long severalOfKey = firstOccurrences.values().stream()
                .filter(ofKey -> ofKey.size() > 1)
                .mapToLong(List::size)
                .sum();
        List<Long> violations = firstOccurrences.values().stream()
                .flatMap(ofKey -> orderViolations(ofKey).stream())
                .sorted()
                .toList();
        return new Findings(
                intents.all().size(),
                accepted,
                records,
                lost.size(),
                lost.stream().limit(NAMED).toList(),
                duplicates,
                foreign,
                unanswered,
                severalOfKey,
                violations.size(),
                violations.stream().limit(NAMED).toList());
    }

    private static List<Long> orderViolations(List<Intent> inOrder) {
        List<Long> violations = new ArrayList<>();
        long earliestAcceptedLater = Intent.NEVER;
        for (Intent intent : inOrder.reversed()) {
            if (earliestAcceptedLater < intent.postedMicros()) {
                violations.add(intent.id());
            }
            earliestAcceptedLater = Math.min(earliestAcceptedLater, intent.acceptedMicros());
        }
        return violations;
    }
}
