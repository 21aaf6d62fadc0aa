package dev.correnteza.bench.command;

import dev.correnteza.bench.audit.Findings;
import dev.correnteza.bench.delivery.Tally.Counts;

/** Results for people. */
final class ResultLines {
    private ResultLines() {}

    static String counts(Counts counts) {
        return "requests: " + counts.posted() + " posted, " + counts.accepted() + " answered 2xx, others "
                + counts.others() + ", unanswered " + counts.unanswered() + ", webhooks given up " + counts.givenUp();
    }

    static String findings(Findings findings) {
        return "webhooks: " + findings.webhooks() + " distinct, " + findings.accepted() + " answered 2xx, lost "
                + findings.lost() + (findings.lostIds().isEmpty() ? "" : " " + findings.lostIds()) + "; records "
                + findings.records() + ", duplicates " + findings.duplicates() + ", foreign " + findings.foreign()
                + ", written without a 2xx " + findings.writtenWithoutAnswer();
    }

    static String order(Findings findings) {
        return "order per key: " + findings.orderViolations() + " violations "
                + (findings.orderViolationIds().isEmpty() ? "" : findings.orderViolationIds() + " ") + "among "
                + findings.withSharedKey()
                + " webhooks that share a key";
    }

    static String verdict(boolean held) {
        return held ? "HELD" : "DID NOT HOLD";
    }
}
