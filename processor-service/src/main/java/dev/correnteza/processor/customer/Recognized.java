package dev.correnteza.processor.customer;

import dev.correnteza.processor.matching.ConcurrentBirth;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * Who the customers of a batch are.
 *
 * @param bySubject customer ids by the subject of the sighting; sightings that identify nobody are left out
 * @param replaced ids that are no more, with those that took their place: a stronger name became known, or two turned out to be one
 * @param write gives them their names and writes what was told of them, in the same transaction and near its end: whoever tells of the
 *     same customers waits from then on. Fails with {@link ConcurrentBirth} when the batch has to be applied again
 */
public record Recognized(Map<Object, UUID> bySubject, Map<UUID, UUID> replaced, Mono<Void> write) {
    static final Recognized NOBODY = new Recognized(Map.of(), Map.of(), Mono.empty());
}
