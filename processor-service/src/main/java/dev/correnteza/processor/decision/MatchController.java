package dev.correnteza.processor.decision;

import dev.correnteza.events.DecisionKind;
import dev.correnteza.processor.caller.Caller;
import dev.correnteza.processor.caller.Role;
import dev.correnteza.processor.caller.RoleNeeded;
import dev.correnteza.processor.ledger.EventRef;
import dev.correnteza.processor.ledger.LedgerRepository;
import dev.correnteza.processor.ledger.LedgerRepository.Fact;
import dev.correnteza.processor.page.BadRequest;
import dev.correnteza.processor.page.NotFound;
import dev.correnteza.processor.payment.PaymentQueries;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code /v1/payments/{id}/matches}: gateway transactions that somebody gives to a payment, whatever the rules say. */
@RestController
class MatchController {
    private final PaymentQueries payments;
    private final MatchQueries queries;
    private final LedgerRepository ledger;
    private final DecisionRepository decisions;
    private final DecisionFactory factory;
    private final DecisionPublisher publisher;

    MatchController(
            PaymentQueries payments,
            MatchQueries queries,
            LedgerRepository ledger,
            DecisionRepository decisions,
            DecisionFactory factory,
            DecisionPublisher publisher) {
        this.payments = payments;
        this.queries = queries;
        this.ledger = ledger;
        this.decisions = decisions;
        this.factory = factory;
        this.publisher = publisher;
    }

    /** Gives all events of a transaction, those that are known and those to come, to the payment. */
    @RoleNeeded(Role.OPERATOR)
    @PostMapping("/v1/payments/{paymentId}/matches")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Matched> match(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable String paymentId,
            @RequestBody NewMatch request) {
        return payments.find(caller.tenantId(), paymentId)
                .switchIfEmpty(Mono.error(() -> new NotFound("payment")))
                .flatMap(payment -> transaction(caller.tenantId(), request))
                .switchIfEmpty(Mono.error(() -> new NotFound("transaction")))
                .flatMap(match -> publisher
                        .publish(
                                paymentId,
                                factory.make(
                                        caller,
                                        DecisionKind.MATCH,
                                        paymentId,
                                        request.eventId(),
                                        DecisionContent.of(match),
                                        request.reason()))
                        .map(decision -> new Matched(
                                decision.getDecisionId(), paymentId, match.accountId(), match.gatewayTransactionId())));
    }

    /** Takes such a decision back: the transaction goes where the rules put it, or where an earlier decision did. */
    @RoleNeeded(Role.OPERATOR)
    @DeleteMapping("/v1/payments/{paymentId}/matches/{decisionId}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Unmatched> unmatch(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable String paymentId,
            @PathVariable UUID decisionId,
            @RequestParam(defaultValue = "match taken back") String reason) {
        return decisions
                .isMatch(caller.tenantId(), paymentId, decisionId)
                .filter(isMatch -> isMatch)
                .switchIfEmpty(Mono.error(() -> new NotFound("match")))
                .flatMap(isMatch -> publisher.publish(
                        paymentId,
                        factory.make(
                                caller,
                                DecisionKind.UNMATCH,
                                paymentId,
                                null,
                                DecisionContent.undoing(decisionId),
                                reason)))
                .map(decision -> new Unmatched(decision.getDecisionId(), decisionId));
    }

    private Mono<DecisionContent.Match> transaction(String tenantId, NewMatch request) {
        if (request.eventId() != null && request.transactionId() == null) {
            return ledger.find(new EventRef(tenantId, request.eventId()))
                    .map(Fact::event)
                    .filter(event -> event.getGatewayTransactionId() != null)
                    .map(event -> new DecisionContent.Match(event.getAccountId(), event.getGatewayTransactionId()));
        }
        if (request.eventId() != null || request.transactionId() == null || request.accountId() == null) {
            throw new BadRequest("transactionId", "one with its accountId, or an eventId alone");
        }
        return queries.ofTransaction(tenantId, request.accountId(), request.transactionId());
    }

    /** A transaction by its account and id at the gateway, or by an event of it. */
    record NewMatch(
            @Nullable String transactionId,
            @Nullable String accountId,
            @Nullable UUID eventId,
            @Nullable String reason) {}

    record Matched(String decisionId, String paymentId, String accountId, String gatewayTransactionId) {}

    record Unmatched(String decisionId, UUID undoes) {}
}
