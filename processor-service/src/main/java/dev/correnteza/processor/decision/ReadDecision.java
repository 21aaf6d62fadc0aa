package dev.correnteza.processor.decision;

import dev.correnteza.events.DecisionKind;
import dev.correnteza.events.OperatorDecision;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A decision as it was read.
 *
 * @param paymentId {@code null} where it was not known
 * @param partition of {@code operator-decisions}
 */
record ReadDecision(
        UUID id,
        String tenantId,
        DecisionKind kind,
        @Nullable String paymentId,
        @Nullable UUID eventId,
        DecisionContent content,
        @Nullable String reason,
        String decidedBy,
        Instant decidedAt,
        int partition,
        long offset,
        Instant readAt) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** @throws IllegalArgumentException when it is not what we write */
    static ReadDecision of(OperatorDecision decision, int partition, long offset, Instant readAt) {
        return new ReadDecision(
                UUID.fromString(decision.getDecisionId()),
                decision.getTenantId(),
                decision.getKind(),
                decision.getPaymentId().isEmpty() ? null : decision.getPaymentId(),
                decision.getEventId() == null ? null : UUID.fromString(decision.getEventId()),
                content(decision.getContent()),
                decision.getReason(),
                decision.getDecidedBy(),
                decision.getDecidedAt(),
                partition,
                offset,
                readAt);
    }

    @Nullable
    UUID deadLetterId() {
        return content.place() == null ? null : content.place().deadLetterId();
    }

    /** What was done, as the audit log says it. */
    String action() {
        return switch (kind) {
            case MATCH -> "payment.matched";
            case UNMATCH -> "payment.unmatched";
            case MEND_EVENT -> "dead_letter.mended";
            case DISCARD_EVENT -> "dead_letter.discarded";
            case SPLIT_CUSTOMER -> content.undoes() == null ? "customer.split" : "customer.split_taken_back";
            case UNKNOWN -> "decision.not_understood";
        };
    }

    /** Id of what it was done to. */
    String target() {
        if (content.place() != null) {
            return content.place().deadLetterId().toString();
        }
        if (content.split() != null) {
            return content.split().customerId().toString();
        }
        return paymentId != null ? paymentId : String.valueOf(content.undoes());
    }

    DecisionContent.Place place() {
        if (content.place() == null) {
            throw new IllegalArgumentException("content.place: none (expected: the record decided about)");
        }
        return content.place();
    }

    private static DecisionContent content(@Nullable String json) {
        try {
            return JSON.readValue(json == null ? "{}" : json, DecisionContent.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("content: unreadable (expected: JSON as we write it)", e);
        }
    }

    @Override
    public String toString() {
        return "ReadDecision[" + id + ", " + kind + "]";
    }
}
