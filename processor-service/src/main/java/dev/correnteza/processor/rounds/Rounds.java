package dev.correnteza.processor.rounds;

import dev.correnteza.processor.sql.RecordFaults;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Does all rounds, each apart from the others and never two of one at a time, from the start of the service to its end. */
@Component
class Rounds implements SmartLifecycle {
    private static final String NEVER_ENDED = "NEVER_ENDED";

    private final List<Round> rounds;
    private volatile @Nullable Disposable running;

    Rounds(List<Round> rounds) {
        this.rounds = rounds;
    }

    @Override
    public void start() {
        Disposable.Composite all = Disposables.composite();
        for (Round round : rounds) {
            all.add(timeAndAgain(round).subscribe());
        }
        running = all;
    }

    @Override
    public void stop() {
        Disposable current = running;
        if (current != null) {
            current.dispose();
            running = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    private static Flux<Void> timeAndAgain(Round round) {
        return Flux.interval(round.every())
                .onBackpressureDrop()
                .concatMap(tick -> tried(round), 1)
                .doOnError(failure -> givenUp(round, RecordFaults.codeOf(failure)))
                .retry();
    }

    // On a thread of its own: an error of the JVM that ends it there leaves the round without an end, and the next one
    // comes.
    private static Mono<Void> tried(Round round) {
        return Mono.defer(round::once)
                .subscribeOn(Schedulers.parallel())
                .timeout(round.limit(), Mono.fromRunnable(() -> givenUp(round, NEVER_ENDED)))
                .onErrorResume(failure -> {
                    LoggerFactory.getLogger(round.getClass())
                            .atWarn()
                            .addKeyValue("errorCode", RecordFaults.codeOf(failure))
                            .log(round.failure() + "; trying again");
                    return Mono.empty();
                });
    }

    private static void givenUp(Round round, String errorCode) {
        LoggerFactory.getLogger(round.getClass())
                .atError()
                .addKeyValue("errorCode", errorCode)
                .log(round.failure() + "; given up, and trying again");
    }
}
