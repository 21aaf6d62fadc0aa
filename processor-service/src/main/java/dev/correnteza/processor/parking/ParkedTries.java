package dev.correnteza.processor.parking;

import dev.correnteza.processor.rounds.Round;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Looks for parked records that are due, again and again. */
@Component
class ParkedTries implements Round {
    // So that a round that is not ill ends in time; the rest is due at the next one.
    private static final int AT_ONCE = 1_000;

    private final Parking parking;
    private final ParkingProperties properties;

    ParkedTries(Parking parking, ParkingProperties properties) {
        this.parking = parking;
        this.properties = properties;
    }

    @Override
    public Duration every() {
        return properties.pollInterval();
    }

    @Override
    public String failure() {
        return "parked records cannot be tried";
    }

    @Override
    public Mono<Void> once() {
        return parking.tryNext().repeat(AT_ONCE).takeWhile(found -> found).then();
    }
}
