package dev.correnteza.processor.payment;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/** Counts illegal moves as they become known. One that an older fact makes legal later stays counted. */
@Component
public class IllegalMoveMetrics {
    private final MeterRegistry registry;

    IllegalMoveMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts these once the transaction that is under way is committed: one that is tried again counts once. */
    public Mono<Void> committed(List<IllegalMove> moves) {
        return moves.isEmpty()
                ? Mono.empty()
                : TransactionSynchronizationManager.forCurrentTransaction()
                        .doOnNext(current -> current.registerSynchronization(new TransactionSynchronization() {
                            @Override
                            public Mono<Void> afterCommit() {
                                return Mono.fromRunnable(() -> moves.forEach(IllegalMoveMetrics.this::count));
                            }
                        }))
                        .then();
    }

    private void count(IllegalMove move) {
        Counter.builder("correnteza.processor.illegal.moves")
                .description("Facts that told what the transition table does not have")
                .tag("kind", move.kind().name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }
}
