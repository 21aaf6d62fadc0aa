package dev.correnteza.processor.sql;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.ReactiveTransaction;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import reactor.core.publisher.Mono;

/**
 * Begins transactions to the end, also those that nobody wants any more, which are then rolled back. Canceled in the middle, the
 * connection would go back to the pool with its transaction open (r2dbc-pool 1.0.2): who has it next writes what is never committed.
 */
final class WholeBegin implements ReactiveTransactionManager {
    private final ReactiveTransactionManager manager;

    WholeBegin(ReactiveTransactionManager manager) {
        this.manager = manager;
    }

    @Override
    public Mono<ReactiveTransaction> getReactiveTransaction(@Nullable TransactionDefinition definition) {
        return Mono.deferContextual(context -> {
            CompletableFuture<ReactiveTransaction> begun = manager.getReactiveTransaction(definition)
                    .contextWrite(context)
                    .toFuture();
            return Mono.fromFuture(begun, true)
                    .doOnCancel(() -> Mono.fromFuture(begun, true)
                            .flatMap(manager::rollback)
                            .contextWrite(context)
                            .subscribe(done -> {}, failure -> {})); // it did not begin, or the cancellation came after
        });
    }

    @Override
    public Mono<Void> commit(ReactiveTransaction transaction) {
        return manager.commit(transaction);
    }

    @Override
    public Mono<Void> rollback(ReactiveTransaction transaction) {
        return manager.rollback(transaction);
    }
}
