package dev.correnteza.processor.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a decision needs beside, as the JSON in its record. Each kind has its own part.
 *
 * @param place the record decided about, for mended and discarded events
 * @param event the event that stands in its place, for mended ones. Personal data
 * @param match the transaction that is moved, for a match
 * @param split names that link nobody any more, for a customer that is split. Personal data
 * @param undoes the match or split that is taken back
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DecisionContent(
        @Nullable Place place,
        @Nullable JsonNode event,
        @Nullable Match match,
        @Nullable Split split,
        @Nullable UUID undoes) {

    static DecisionContent of(Place place) {
        return new DecisionContent(place, null, null, null, null);
    }

    static DecisionContent of(Place place, JsonNode event) {
        return new DecisionContent(place, event, null, null, null);
    }

    static DecisionContent of(Match match) {
        return new DecisionContent(null, null, match, null, null);
    }

    static DecisionContent of(Split split) {
        return new DecisionContent(null, null, null, split, null);
    }

    static DecisionContent undoing(UUID decisionId) {
        return new DecisionContent(null, null, null, null, decisionId);
    }

    @Override
    public String toString() {
        return "DecisionContent[***]";
    }

    /** A record that was given up. */
    record Place(UUID deadLetterId, String topic, int partition, long offset, Instant recordTime) {}

    /** A transaction at a gateway. */
    record Match(String accountId, String gatewayTransactionId) {}

    /** Names of a customer; whoever shares one of them is a customer of their own from then on. */
    record Split(UUID customerId, List<Name> names) {
        @Override
        public String toString() {
            return "Split[" + customerId + "]";
        }
    }

    /** @param kind {@code DOCUMENT}, {@code EMAIL} or {@code PHONE} */
    record Name(String kind, String value) {
        @Override
        public String toString() {
            return "Name[" + kind + "]";
        }
    }
}
