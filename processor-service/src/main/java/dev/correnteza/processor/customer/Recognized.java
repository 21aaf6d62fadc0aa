package dev.correnteza.processor.customer;

import java.util.Map;
import java.util.UUID;

/**
 * Who the customers of a batch are.
 *
 * @param bySubject customer ids by the subject of the sighting; sightings that identify nobody are left out
 * @param replaced ids that are no more, with those that took their place: a stronger name became known, or two turned out to be one
 */
public record Recognized(Map<Object, UUID> bySubject, Map<UUID, UUID> replaced) {
    static final Recognized NOBODY = new Recognized(Map.of(), Map.of());
}
