package dev.correnteza.processor.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.processor.caller.Caller;
import dev.correnteza.processor.caller.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class KnownKeysTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Caller CALLER = new Caller("tenant-1", "key_1", Role.OPERATOR);

    private final Table table = new Table();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final KnownKeys keys = new KnownKeys(
            new ApiKeyProperties(List.of(new ApiKeyProperties.ApiKey(
                    "tenant-1", HexFormat.of().formatHex(KeyHash.of("configured")), Role.VIEWER))),
            table,
            Clock.fixed(NOW, ZoneOffset.UTC),
            nanos::get);

    @Test
    void readsTheTableNoMoreOftenThanEveryTwoSeconds() {
        table.rows.add(row("made", null));

        for (int i = 0; i < 100; i++) {
            assertThat(keys.find("made").block()).isEqualTo(CALLER);
            assertThat(keys.find("unknown").block()).isNull();
        }

        assertThat(table.reads).isEqualTo(1);
    }

    @Test
    void acceptsARevokedKeyNoLongerThanTwoSeconds() {
        table.rows.add(row("made", null));
        assertThat(keys.find("made").block()).isEqualTo(CALLER);
        table.rows.clear();

        nanos.addAndGet(Duration.ofMillis(2_001).toNanos());

        assertThat(keys.find("made").block()).isNull();
    }

    @Test
    void seesAtOnceWhatThisInstanceChanged() {
        assertThat(keys.find("made").block()).isNull();
        table.rows.add(row("made", null));
        nanos.incrementAndGet();

        keys.forget();

        assertThat(keys.find("made").block()).isEqualTo(CALLER);
    }

    @Test
    void acceptsNoKeyPastItsEnd() {
        table.rows.add(row("ends-now", NOW));
        table.rows.add(row("ends-later", NOW.plusNanos(1_000)));

        assertThat(keys.find("ends-now").block()).isNull();
        assertThat(keys.find("ends-later").block()).isEqualTo(CALLER);
    }

    @Test
    void acceptsConfiguredKeysOnlyWhileTheTableCannotBeRead() {
        table.rows.add(row("made", null));
        assertThat(keys.find("made").block()).isEqualTo(CALLER);
        table.isAway = true;
        nanos.addAndGet(Duration.ofMillis(2_001).toNanos());

        StepVerifier.create(keys.find("made")).verifyErrorMessage("away");
        assertThat(keys.find("configured").block()).extracting(Caller::role).isEqualTo(Role.VIEWER);

        table.isAway = false;
        assertThat(keys.find("made").block()).isEqualTo(CALLER);
    }

    @Test
    void notesTheUseOfAKeyOnceAMinute() {
        table.rows.add(row("made", null));
        for (int i = 0; i < 59; i++) {
            keys.find("made").block();
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        }
        assertThat(table.used).containsExactly("key_1");

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        keys.find("made").block();

        assertThat(table.used).containsExactly("key_1", "key_1");
    }

    private static KeyRow row(String key, @Nullable Instant expiresAt) {
        return new KeyRow(
                "tenant-1", "key_1", "a name", Role.OPERATOR, KeyHash.of(key), NOW, "key_0", expiresAt, null, null);
    }

    private static final class Table extends KeyRepository {
        private final List<KeyRow> rows = new ArrayList<>();
        private final List<String> used = new ArrayList<>();
        private int reads;
        private boolean isAway;

        Table() {
            super(null);
        }

        @Override
        Flux<KeyRow> accepted(Instant now) {
            return Flux.defer(() -> {
                reads++;
                return isAway ? Flux.error(new IllegalStateException("away")) : Flux.fromIterable(List.copyOf(rows));
            });
        }

        @Override
        Mono<Void> used(KeyRow key, Instant now, Duration within) {
            return Mono.fromRunnable(() -> used.add(key.keyId()));
        }
    }
}
