package dev.correnteza.processor.decision;

import dev.correnteza.events.DecisionKind;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.processor.audit.AuditLog;
import dev.correnteza.processor.customer.CustomerRevision;
import dev.correnteza.processor.deadletter.DeadLetter;
import dev.correnteza.processor.deadletter.DeadLetterRepository;
import dev.correnteza.processor.deadletter.EventJson;
import dev.correnteza.processor.deadletter.SourceRecord;
import dev.correnteza.processor.decision.DecisionContent.Place;
import dev.correnteza.processor.ledger.Bookkeeping;
import dev.correnteza.processor.ledger.EventReader;
import dev.correnteza.processor.ledger.EventRef;
import dev.correnteza.processor.ledger.LedgerRepository;
import dev.correnteza.processor.ledger.LedgerRepository.Fact;
import dev.correnteza.processor.ledger.PaymentRef;
import dev.correnteza.processor.matching.ConcurrentBirth;
import dev.correnteza.processor.parking.ParkedRecordRepository;
import dev.correnteza.processor.sql.RecordFaults;
import dev.correnteza.processor.webhooklog.LogEntry.Status;
import dev.correnteza.processor.webhooklog.WebhookLogMonths;
import dev.correnteza.processor.webhooklog.WebhookLogRepository;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import tools.jackson.databind.JsonNode;

/**
 * Applies decisions, each once and alone: nobody adds facts meanwhile. The entry in the audit log is part of that. Whether a decision or the events that it is about are read
 * first, the books come to be the same: of several decisions about one event the first stands, of several about one transaction the
 * newest that was not taken back.
 */
@Component
class Decisions {
    private static final Logger log = LoggerFactory.getLogger(Decisions.class);
    private static final String DISCARDED = "DISCARDED";
    /** Another decision about the event, of another kind or with another content, was read before. */
    private static final String ALREADY_DECIDED = "ALREADY_DECIDED";

    private static final List<String> HOW_IT_CAME = List.of("lane", "receivedAt");
    private static final int RACE_RETRIES = 10;

    private final DecisionRepository repository;
    private final Moves moves;
    private final Splits splits;
    private final CustomerRevision customers;
    private final LedgerRepository ledger;
    private final Bookkeeping books;
    private final ParkedRecordRepository parked;
    private final DeadLetterRepository deadLetters;
    private final WebhookLogRepository webhookLog;
    private final WebhookLogMonths months;
    private final AuditLog audit;
    private final TransactionalOperator transaction;

    Decisions(
            DecisionRepository repository,
            Moves moves,
            Splits splits,
            CustomerRevision customers,
            LedgerRepository ledger,
            Bookkeeping books,
            ParkedRecordRepository parked,
            DeadLetterRepository deadLetters,
            WebhookLogRepository webhookLog,
            WebhookLogMonths months,
            AuditLog audit,
            TransactionalOperator transaction) {
        this.repository = repository;
        this.moves = moves;
        this.splits = splits;
        this.customers = customers;
        this.ledger = ledger;
        this.books = books;
        this.parked = parked;
        this.deadLetters = deadLetters;
        this.webhookLog = webhookLog;
        this.months = months;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** Completes when it is applied, now or before, or PostgreSQL refused what it says: then it is noted with that. */
    Mono<Void> apply(ReadDecision decision) {
        return ensureMonth(decision)
                .then(Mono.defer(() -> once(decision)))
                .retryWhen(Retry.max(RACE_RETRIES).filter(ConcurrentBirth::isLostRace))
                .onErrorResume(RecordFaults::isFaultOfARecord, fault -> refused(decision, RecordFaults.codeOf(fault)))
                .doOnSuccess(done -> books.committed())
                .then();
    }

    private Mono<Boolean> refused(ReadDecision decision, String errorCode) {
        log.atWarn()
                .addKeyValue("partition", decision.partition())
                .addKeyValue("offset", decision.offset())
                .addKeyValue("errorCode", errorCode)
                .log("decision refused");
        return repository
                .add(decision, errorCode)
                .flatMap(isNew -> isNew ? audited(decision, errorCode).thenReturn(true) : Mono.just(false))
                .as(transaction::transactional);
    }

    private Mono<Boolean> once(ReadDecision decision) {
        return repository
                .lockBooks()
                .then(repository.add(decision, null))
                .filter(isNew -> isNew)
                .flatMap(isNew -> effect(decision)
                        .flatMap(errorCode ->
                                repository.setError(decision.id(), errorCode).thenReturn(errorCode))
                        .singleOptional()
                        .flatMap(errorCode -> audited(decision, errorCode.orElse(null)))
                        .thenReturn(true))
                .as(transaction::transactional);
    }

    private Mono<Void> audited(ReadDecision decision, @Nullable String errorCode) {
        return audit.decided(
                decision.tenantId(),
                decision.decidedBy(),
                decision.action(),
                decision.target(),
                decision.id(),
                errorCode);
    }

    // Emits a code where another decision stands.
    private Mono<String> effect(ReadDecision decision) {
        return Mono.defer(() -> switch (decision.kind()) {
            case MATCH -> moves.match(decision).then(Mono.empty());
            case UNMATCH -> moves.unmatch(decision).then(Mono.empty());
            case MEND_EVENT -> mend(decision);
            case DISCARD_EVENT -> discard(decision);
            case SPLIT_CUSTOMER -> splits.apply(decision).then(Mono.empty());
            case UNKNOWN ->
                Mono.error(new IllegalArgumentException("kind: UNKNOWN (expected: one that this build knows)"));
        });
    }

    private Mono<String> mend(ReadDecision decision) {
        JsonNode content = decision.content().event();
        if (content == null) {
            return Mono.error(new IllegalArgumentException("content.event: none (expected: the mended event)"));
        }
        PaymentEvent mended = EventJson.read(content);
        if (EventReader.faultOf(mended) != null || !mended.getTenantId().equals(decision.tenantId())) {
            return Mono.error(
                    new IllegalArgumentException("content.event: unusable (expected: an event of the tenant)"));
        }
        EventRef event = new EventRef(decision.tenantId(), UUID.fromString(mended.getEventId()));
        return repository
                .decideEvent(event.eventId(), decision)
                .flatMap(isFirst -> isFirst
                        ? ledger.remove(event)
                                .singleOptional()
                                .flatMap(before -> forgetting(before, applied(decision, mended)))
                                .then(settled(decision, DeadLetter.State.MENDED))
                                .then(Mono.empty())
                        : follow(decision, event, mended));
    }

    private Mono<Void> applied(ReadDecision decision, PaymentEvent mended) {
        return books.apply(source(decision.place()).asConsumed(), mended, 1, true)
                .flatMap(outcome -> outcome.paymentId() == null
                        ? Mono.empty()
                        : repository.setPayment(decision.id(), outcome.paymentId()));
    }

    private Mono<String> discard(ReadDecision decision) {
        UUID eventId = decision.eventId();
        if (eventId == null) {
            return discarded(decision).then(Mono.empty());
        }
        EventRef event = new EventRef(decision.tenantId(), eventId);
        return repository
                .decideEvent(eventId, decision)
                .flatMap(isFirst -> isFirst
                        ? ledger.remove(event)
                                .singleOptional()
                                .flatMap(gone -> forgetting(gone, Mono.empty()))
                                .then(discarded(decision))
                                .then(Mono.empty())
                        : follow(decision, event, null));
    }

    private Mono<Void> discarded(ReadDecision decision) {
        Place place = decision.place();
        return settled(decision, DeadLetter.State.DISCARDED)
                .then(webhookLog.refused(
                        place.topic(),
                        place.partition(),
                        place.offset(),
                        place.recordTime(),
                        Status.FAILED,
                        DISCARDED,
                        1,
                        decision.readAt()));
    }

    // The event came by several records: what was decided about the first of them stands for this one too.
    private Mono<String> follow(ReadDecision decision, EventRef event, @Nullable PaymentEvent mended) {
        return repository
                .standing(event)
                .flatMap(standing -> standing == DecisionKind.DISCARD_EVENT
                        ? discarded(decision).thenReturn(mended == null)
                        : ledger.find(event)
                                .flatMap(fact -> books.apply(
                                                source(decision.place()).asConsumed(), fact.event(), 1, true)
                                        .thenReturn(mended != null && isSameFact(fact.event(), mended)))
                                .defaultIfEmpty(false)
                                .flatMap(isSame -> settled(decision, DeadLetter.State.MENDED)
                                        .thenReturn(isSame)))
                .filter(isSame -> !isSame)
                .map(isOther -> ALREADY_DECIDED);
    }

    // Records of one event differ in how they came.
    private static boolean isSameFact(PaymentEvent one, PaymentEvent other) {
        return EventJson.of(one).without(HOW_IT_CAME).equals(EventJson.of(other).without(HOW_IT_CAME));
    }

    private Mono<Void> settled(ReadDecision decision, DeadLetter.State state) {
        Place place = decision.place();
        return parked.remove(place.topic(), place.partition(), place.offset())
                .then(deadLetters.decided(decision.tenantId(), place.deadLetterId(), state));
    }

    // What the fact had made before is no more, and nobody is known by what it alone told.
    private Mono<Void> forgetting(Optional<Fact<Optional<PaymentRef>>> gone, Mono<Void> inItsPlace) {
        if (gone.isEmpty()) {
            return inItsPlace;
        }
        Set<PaymentRef> touched = gone.get().subject().stream().collect(Collectors.toSet());
        List<PaymentEvent> facts = List.of(gone.get().event());
        String tenantId = facts.getFirst().getTenantId();
        return customers
                .namesAround(
                        tenantId, touched.stream().map(PaymentRef::paymentId).toList(), facts)
                .flatMap(names -> inItsPlace
                        .then(books.refold(touched, facts))
                        .then(Mono.defer(() -> customers.revise(tenantId, names))));
    }

    private Mono<Void> ensureMonth(ReadDecision decision) {
        return decision.kind() == DecisionKind.MEND_EVENT || decision.kind() == DecisionKind.DISCARD_EVENT
                ? Mono.defer(
                        () -> months.ensure(List.of(source(decision.place()).asConsumed())))
                : Mono.empty();
    }

    private static SourceRecord source(Place place) {
        return new SourceRecord(
                place.topic(), place.partition(), place.offset(), place.recordTime(), null, null, "", "", "");
    }
}
