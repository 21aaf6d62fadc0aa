package dev.correnteza.processor.rounds;

import java.time.Duration;
import reactor.core.publisher.Mono;

/** What is done time and again while the service runs. Every bean of this type is. */
public interface Round {
    /** Time from the start of one round to that of the next, and before the first; a round that takes longer is waited for. */
    Duration every();

    /** One round. When it fails, that is logged, and the next one comes all the same. What it is in the middle of may be cancelled. */
    Mono<Void> once();

    /** A round that has not ended by then is given up: whoever it waits for may be gone without a word. */
    default Duration limit() {
        return Duration.ofMinutes(10);
    }

    /** What a failure means, for the log. */
    String failure();
}
