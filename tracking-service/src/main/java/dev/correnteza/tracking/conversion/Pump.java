package dev.correnteza.tracking.conversion;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Runs one kind of round, one at a time. A call of {@link #wake} that comes during a round is followed by another round, so that no
 * work announced before it is overlooked. A failed round is logged; the next call starts anew.
 */
final class Pump {
    private static final Logger log = LoggerFactory.getLogger(Pump.class);

    private final String name;
    private final Supplier<Mono<Void>> round;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean stopped;

    Pump(String name, Supplier<Mono<Void>> round) {
        this.name = name;
        this.round = round;
    }

    void wake() {
        if (!stopped && calls.getAndIncrement() == 0) {
            run(1);
        }
    }

    /** No round starts after this one. */
    void stop() {
        stopped = true;
    }

    private void run(int answered) {
        Mono.defer(round).onErrorResume(this::failed).subscribe(null, null, () -> {
            int left = calls.addAndGet(-answered);
            if (left > 0 && !stopped) {
                run(left);
            }
        });
    }

    private Mono<Void> failed(Throwable error) {
        log.atWarn()
                .addKeyValue("round", name)
                .addKeyValue("errorCode", error.getClass().getSimpleName())
                .log("round failed");
        return Mono.empty();
    }
}
