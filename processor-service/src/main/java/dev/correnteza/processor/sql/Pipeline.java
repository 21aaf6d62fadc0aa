package dev.correnteza.processor.sql;

import java.util.List;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/**
 * Statements of one transaction that need nothing of each other's results: sent one behind the other, so that the database does one
 * while the next is being written. They are done in the order in which they are given.
 */
public final class Pipeline {
    /** What all statements fail with after one has failed. */
    private static final String TRANSACTION_ABORTED = "25P02";

    private Pipeline() {}

    /** Completes when all have; fails as the first of them that failed by itself. */
    public static Mono<Void> of(List<? extends Mono<?>> statements) {
        return Mono.whenDelayError(statements).onErrorMap(Exceptions::isMultiple, Pipeline::cause);
    }

    private static Throwable cause(Throwable failure) {
        List<Throwable> all = Exceptions.unwrapMultipleExcludingTracebacks(failure);
        return all.stream()
                .filter(one -> !TRANSACTION_ABORTED.equals(RecordFaults.sqlState(one)))
                .findFirst()
                .orElse(all.getFirst());
    }
}
