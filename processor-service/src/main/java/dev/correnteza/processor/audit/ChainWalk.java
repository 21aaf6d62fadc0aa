package dev.correnteza.processor.audit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A walk along a chain, entry by entry.
 *
 * @param entries how many were walked
 * @param hash of the last
 * @param broken the first that is not as it was written; {@code null} while there is none
 */
record ChainWalk(long entries, byte[] hash, @Nullable Broken broken) {
    static final ChainWalk START = new ChainWalk(0, AuditEntry.genesis(), null);

    /** The walk after the next entry by sequence. */
    ChainWalk next(AuditEntry entry) {
        return broken == null ? new ChainWalk(entries + 1, entry.hash(), check(entry)) : this;
    }

    /** The walk after the last entry. */
    ChainWalk end(ChainHead head) {
        if (broken != null || (head.entries() == entries && Arrays.equals(head.hash(), hash))) {
            return this;
        }
        // Fewer than there were: the first that is missing. Else the last is not the one that was written last.
        return head.entries() > entries ? at(entries + 1, Reason.MISSING) : at(entries, Reason.NOT_THE_LAST);
    }

    private @Nullable Broken check(AuditEntry entry) {
        long expected = entries + 1;
        if (entry.sequence() != expected) {
            return new Broken(expected, Reason.MISSING);
        }
        if (!entry.isWhole()) {
            return new Broken(expected, Reason.ALTERED);
        }
        return Arrays.equals(entry.previousHash(), hash) ? null : new Broken(expected, Reason.NOT_AFTER_THE_ONE_BEFORE);
    }

    private ChainWalk at(long sequence, Reason reason) {
        return new ChainWalk(entries, hash, new Broken(sequence, reason));
    }

    record Broken(long sequence, Reason reason) {}

    enum Reason {
        /** No entry has this number. */
        MISSING,
        /** Its fields do not have its hash. */
        ALTERED,
        /** It was written after another entry than the one that stands before it. */
        NOT_AFTER_THE_ONE_BEFORE,
        /** Another entry was written last. */
        NOT_THE_LAST
    }
}
