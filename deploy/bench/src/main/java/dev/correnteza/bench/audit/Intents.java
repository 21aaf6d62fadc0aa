package dev.correnteza.bench.audit;

import dev.correnteza.bench.intent.IntentLine;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The log, webhook by webhook. */
public final class Intents {
    private static final int FIRST_SUCCESS = 200;
    private static final int FIRST_OTHER = 300;

    private final Map<String, Intent> byHash = new HashMap<>();

    /** Lines come in the order of the log. */
    public void add(IntentLine line) {
        Intent intent = byHash.computeIfAbsent(line.hash(), hash -> new Intent(line.id(), line.topic(), line.micros()));
        boolean isAccepted = line.status() >= FIRST_SUCCESS && line.status() < FIRST_OTHER;
        if (line.event() == IntentLine.Event.ANSWERED && isAccepted && intent.acceptedMicros == Intent.NEVER) {
            intent.acceptedMicros = line.micros();
        }
    }

    @Nullable
    Intent find(String hash) {
        return byHash.get(hash);
    }

    Collection<Intent> all() {
        return byHash.values();
    }

    /** One webhook: when it was posted first, when it was answered 2xx first. */
    static final class Intent {
        static final long NEVER = Long.MAX_VALUE;

        private final long id;
        private final String topic;
        private final long postedMicros;
        private long acceptedMicros = NEVER;
        private int records;

        private Intent(long id, String topic, long postedMicros) {
            this.id = id;
            this.topic = topic;
            this.postedMicros = postedMicros;
        }

        long id() {
            return id;
        }

        String topic() {
            return topic;
        }

        long postedMicros() {
            return postedMicros;
        }

        long acceptedMicros() {
            return acceptedMicros;
        }

        boolean isAccepted() {
            return acceptedMicros != NEVER;
        }

        /** Records found of it, in the topic where they belong. */
        int records() {
            return records;
        }

        void foundAgain() {
            records++;
        }
    }
}
