package dev.correnteza.processor.decision;

import dev.correnteza.events.DecisionKind;
import dev.correnteza.events.OperatorDecision;
import dev.correnteza.processor.caller.Caller;
import dev.correnteza.processor.page.BadRequest;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Makes decisions of what callers of the API want. */
@Component
class DecisionFactory {
    private static final int LONGEST_REASON = 1_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Clock clock;

    DecisionFactory(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param paymentId empty where the payment is not known when it is decided
     * @param content what it needs beside
     * @throws BadRequest when the reason is missing or too long
     */
    OperatorDecision make(
            Caller caller,
            DecisionKind kind,
            String paymentId,
            @Nullable UUID eventId,
            DecisionContent content,
            @Nullable String reason) {
        OperatorDecision decision = new OperatorDecision();
        decision.setDecisionId(UUID.randomUUID().toString());
        decision.setTenantId(caller.tenantId());
        decision.setPaymentId(paymentId);
        decision.setKind(kind);
        decision.setEventId(eventId == null ? null : eventId.toString());
        decision.setContent(JSON.writeValueAsString(content));
        decision.setReason(checkedReason(reason));
        decision.setDecidedBy(caller.keyId());
        decision.setDecidedAt(clock.instant().truncatedTo(ChronoUnit.MICROS));
        return decision;
    }

    /** @throws BadRequest when it is missing or too long */
    static String checkedReason(@Nullable String reason) {
        if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON || reason.indexOf('\0') >= 0) {
            throw new BadRequest("reason", "why, in 1 to " + LONGEST_REASON + " characters");
        }
        return reason;
    }
}
