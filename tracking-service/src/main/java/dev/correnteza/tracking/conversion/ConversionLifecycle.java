package dev.correnteza.tracking.conversion;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Polls as a fallback for what nobody announced, and lets attempts end before the service does. */
final class ConversionLifecycle implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ConversionLifecycle.class);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final ConversionSender sender;
    private final DeliveryPublisher publisher;
    private final Duration longestAttempt;
    private volatile @Nullable Disposable polling;

    ConversionLifecycle(ConversionSender sender, DeliveryPublisher publisher, Duration longestAttempt) {
        this.sender = sender;
        this.publisher = publisher;
        this.longestAttempt = longestAttempt;
    }

    @Override
    public void start() {
        polling = sender.begin()
                .onErrorResume(ConversionLifecycle::failed)
                .thenMany(sender.ticks())
                .concatMap(
                        number -> {
                            publisher.wake();
                            sender.wake();
                            return sender.tick().onErrorResume(ConversionLifecycle::failed);
                        },
                        0)
                .subscribe();
    }

    @Override
    public void stop(Runnable callback) {
        Disposable running = polling;
        polling = null;
        if (running != null) {
            running.dispose();
        }
        sender.stop();
        Flux.interval(Duration.ZERO, LOOK)
                .filter(number -> sender.underWay() == 0)
                .next()
                .timeout(longestAttempt.plusSeconds(1), Mono.empty())
                .doFinally(signal -> {
                    publisher.stop();
                    callback.run();
                })
                .subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return polling != null;
    }

    private static Mono<Void> failed(Throwable error) {
        log.atWarn().addKeyValue("errorCode", error.getClass().getSimpleName()).log("poll failed");
        return Mono.empty();
    }
}
