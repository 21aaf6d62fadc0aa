package dev.correnteza.bench.command;

import dev.correnteza.bench.audit.Findings;
import dev.correnteza.bench.books.BooksFindings;
import dev.correnteza.bench.delivery.Tally.Counts;
import java.util.ArrayList;
import java.util.List;

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

    /** What came of events, and the first differences in words. */
    static List<String> books(BooksFindings books, long seconds) {
        List<String> lines = new ArrayList<>();
        lines.add("load: " + books.records() + " records of " + books.events() + " events in " + seconds
                + " s; rows of the log " + books.logged() + (books.isThrough() ? "" : "; not all came through"));
        lines.add("tables: " + books.differences() + " differences from the model");
        lines.addAll(books.firstDifferences());
        lines.add("payment-transitions: " + books.open());
        lines.add("payment-transitions-private: " + books.closed());
        return lines;
    }

    static String verdict(boolean held) {
        return held ? "HELD" : "DID NOT HOLD";
    }
}
