package dev.correnteza.processor.parking;

import dev.correnteza.processor.sql.RecordFaults;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks for parked records that are due, again and again. */
@Component
class ParkedTries implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ParkedTries.class);

    private final Parking parking;
    private final ParkingProperties properties;
    private volatile @Nullable Disposable looking;

    ParkedTries(Parking parking, ParkingProperties properties) {
        this.parking = parking;
        this.properties = properties;
    }

    @Override
    public void start() {
        looking = Flux.interval(properties.pollInterval())
                .onBackpressureDrop()
                .concatMap(tick -> tryAllThatAreDue(), 1)
                .subscribe();
    }

    @Override
    public void stop() {
        Disposable current = looking;
        if (current != null) {
            current.dispose();
            looking = null;
        }
    }

    @Override
    public boolean isRunning() {
        return looking != null;
    }

    private Mono<Void> tryAllThatAreDue() {
        return parking.tryNext().repeat().takeWhile(found -> found).then().onErrorResume(failure -> {
            log.atWarn()
                    .addKeyValue("errorCode", RecordFaults.codeOf(failure))
                    .log("parked records cannot be tried; trying again");
            return Mono.empty();
        });
    }
}
