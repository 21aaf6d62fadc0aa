package dev.correnteza.processor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.processor.audit.ChainWalk.Broken;
import dev.correnteza.processor.audit.ChainWalk.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChainWalkTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.000001Z");
    private static final int ENTRIES = 5;

    private final List<AuditEntry> chain = chain("key_1");
    private final ChainHead head = new ChainHead(ENTRIES, chain.getLast().hash());

    @Test
    void findsNothingInAChainAsItWasWritten() {
        assertThat(walk(chain, head).broken()).isNull();
        assertThat(walk(List.of(), new ChainHead(0, AuditEntry.genesis())).broken())
                .isNull();
    }

    /** The constant was computed with another tool, over the bytes that the javadoc of the hash tells. */
    @Test
    void hashesAsItAlwaysDid() {
        assertThat(HexFormat.of().formatHex(chain.getFirst().hash()))
                .isEqualTo("02c0119a56b6a74c209dc21f90e0cc8ff5e491be6d725c69da1a55e761cd8e7c");
    }

    static Stream<Arguments> alterations() {
        return Stream.of(
                Arguments.argumentSet(
                        "at",
                        alteration(e -> copy(
                                e,
                                e.sequence(),
                                e.at().plusNanos(1_000),
                                e.keyId(),
                                e.action(),
                                e.target(),
                                e.details()))),
                Arguments.argumentSet(
                        "key",
                        alteration(e -> copy(e, e.sequence(), e.at(), "key_2", e.action(), e.target(), e.details()))),
                Arguments.argumentSet(
                        "action",
                        alteration(e -> copy(e, e.sequence(), e.at(), e.keyId(), "x", e.target(), e.details()))),
                Arguments.argumentSet(
                        "target",
                        alteration(e -> copy(e, e.sequence(), e.at(), e.keyId(), e.action(), "x", e.details()))),
                Arguments.argumentSet(
                        "details",
                        alteration(e -> copy(e, e.sequence(), e.at(), e.keyId(), e.action(), e.target(), "{ }"))),
                Arguments.argumentSet(
                        "boundary",
                        alteration(e -> copy(
                                e,
                                e.sequence(),
                                e.at(),
                                e.keyId(),
                                e.action() + e.target().charAt(0),
                                e.target().substring(1),
                                e.details()))));
    }

    @ParameterizedTest(name = "{argumentSetName}")
    @MethodSource("alterations")
    void findsAnAlteredEntryWhereverItStands(UnaryOperator<AuditEntry> alteration) {
        for (int i = 0; i < ENTRIES; i++) {
            List<AuditEntry> altered = new ArrayList<>(chain);
            altered.set(i, alteration.apply(altered.get(i)));

            assertThat(walk(altered, head).broken()).isEqualTo(new Broken(i + 1, Reason.ALTERED));
        }
    }

    @Test
    void findsADeletedEntryWhereverItStood() {
        for (int i = 0; i < ENTRIES; i++) {
            List<AuditEntry> shortened = new ArrayList<>(chain);
            shortened.remove(i);

            assertThat(walk(shortened, head).broken()).isEqualTo(new Broken(i + 1, Reason.MISSING));
        }
        assertThat(walk(List.of(), head).broken()).isEqualTo(new Broken(1, Reason.MISSING));
    }

    @Test
    void findsEntriesThatChangedPlaces() {
        for (int i = 1; i < ENTRIES; i++) {
            List<AuditEntry> swapped = new ArrayList<>(chain);
            Collections.swap(swapped, i - 1, i);
            AuditEntry first = swapped.get(i - 1);
            AuditEntry second = swapped.get(i);
            swapped.set(
                    i - 1, copy(first, i, first.at(), first.keyId(), first.action(), first.target(), first.details()));
            swapped.set(
                    i,
                    copy(
                            second,
                            i + 1,
                            second.at(),
                            second.keyId(),
                            second.action(),
                            second.target(),
                            second.details()));

            assertThat(walk(swapped, head).broken()).isEqualTo(new Broken(i, Reason.ALTERED));
        }
    }

    @Test
    void findsAnEntryThatWasWrittenAnewWithItsHash() {
        List<AuditEntry> forged = new ArrayList<>(chain);
        forged.set(2, chain("key_2").get(2));
        assertThat(walk(forged, head).broken()).isEqualTo(new Broken(3, Reason.NOT_AFTER_THE_ONE_BEFORE));

        AuditEntry last = chain.getLast();
        forged = new ArrayList<>(chain);
        forged.set(
                ENTRIES - 1,
                AuditEntry.after(last.previousHash(), "tenant-1", ENTRIES, NOW, "key_2", "a.b", "target", "{}"));
        assertThat(walk(forged, head).broken()).isEqualTo(new Broken(ENTRIES, Reason.NOT_THE_LAST));
    }

    @Test
    void findsAnEntryThatWasAppendedPastTheEnd() {
        List<AuditEntry> longer = new ArrayList<>(chain);
        longer.add(AuditEntry.after(head.hash(), "tenant-1", ENTRIES + 1, NOW, "key_1", "a.b", "target", "{}"));

        assertThat(walk(longer, head).broken()).isEqualTo(new Broken(ENTRIES + 1, Reason.NOT_THE_LAST));
    }

    private static ChainWalk walk(List<AuditEntry> entries, ChainHead head) {
        ChainWalk walk = ChainWalk.START;
        for (AuditEntry entry : entries) {
            walk = walk.next(entry);
        }
        return walk.end(head);
    }

    private static List<AuditEntry> chain(String keyId) {
        List<AuditEntry> chain = new ArrayList<>();
        byte[] previous = AuditEntry.genesis();
        for (int i = 1; i <= ENTRIES; i++) {
            AuditEntry entry = AuditEntry.after(previous, "tenant-1", i, NOW, keyId, "a.b", "target", "{}");
            chain.add(entry);
            previous = entry.hash();
        }
        return chain;
    }

    private static UnaryOperator<AuditEntry> alteration(UnaryOperator<AuditEntry> alteration) {
        return alteration;
    }

    private static AuditEntry copy(
            AuditEntry entry, long sequence, Instant at, String keyId, String action, String target, String details) {
        return new AuditEntry(
                entry.tenantId(), sequence, at, keyId, action, target, details, entry.previousHash(), entry.hash());
    }
}
