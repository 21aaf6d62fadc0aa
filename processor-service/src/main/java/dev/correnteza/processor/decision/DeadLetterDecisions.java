package dev.correnteza.processor.decision;

import dev.correnteza.events.DecisionKind;
import dev.correnteza.events.OperatorDecision;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.processor.caller.Caller;
import dev.correnteza.processor.deadletter.DeadLetter;
import dev.correnteza.processor.deadletter.DeadLetterQueries;
import dev.correnteza.processor.deadletter.DeadLetterRef;
import dev.correnteza.processor.deadletter.DeadLetterSelection;
import dev.correnteza.processor.ledger.Bookkeeping;
import dev.correnteza.processor.ledger.EventReader;
import dev.correnteza.processor.ledger.EventRef;
import dev.correnteza.processor.ledger.LedgerRepository;
import dev.correnteza.processor.page.BadRequest;
import dev.correnteza.processor.page.Conflict;
import dev.correnteza.processor.page.NotFound;
import dev.correnteza.processor.sql.RecordFaults;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Mends and discards dead letters, by publishing that somebody decided so. */
@Component
class DeadLetterDecisions {
    private final DeadLetterQueries letters;
    private final DecisionFactory factory;
    private final DecisionPublisher publisher;
    private final EventReader reader;
    private final LedgerRepository ledger;
    private final DecisionRepository decided;
    private final Bookkeeping books;
    private final TransactionalOperator transaction;

    DeadLetterDecisions(
            DeadLetterQueries letters,
            DecisionFactory factory,
            DecisionPublisher publisher,
            EventReader reader,
            LedgerRepository ledger,
            DecisionRepository decided,
            Bookkeeping books,
            TransactionalOperator transaction) {
        this.letters = letters;
        this.factory = factory;
        this.publisher = publisher;
        this.reader = reader;
        this.ledger = ledger;
        this.decided = decided;
        this.books = books;
        this.transaction = transaction;
    }

    Mono<Decided> mend(Caller caller, UUID id, @Nullable JsonNode patch, @Nullable String reason) {
        return open(caller, id)
                .flatMap(ref -> mend(caller, ref, EventPatch.of(patch), DecisionFactory.checkedReason(reason)));
    }

    /** What mending would make of it; nothing is published or changed. */
    Mono<Rehearsal> rehearse(Caller caller, UUID id, @Nullable JsonNode patch) {
        return open(caller, id).flatMap(ref -> rehearse(caller, ref, EventPatch.of(patch)));
    }

    Mono<Decided> discard(Caller caller, UUID id, @Nullable String reason) {
        return open(caller, id).flatMap(ref -> discard(caller, ref, DecisionFactory.checkedReason(reason)));
    }

    // What is wrong whatever the letter is said before any is read.
    Mono<Counts> mendMany(
            Caller caller, DeadLetterSelection selection, @Nullable JsonNode patch, @Nullable String reason) {
        EventPatch checked = EventPatch.of(patch);
        String why = DecisionFactory.checkedReason(reason);
        return many(caller, selection, ref -> mend(caller, ref, checked, why).thenReturn(true));
    }

    /** How many would be applied once mended. */
    Mono<Counts> rehearseMany(Caller caller, DeadLetterSelection selection, @Nullable JsonNode patch) {
        EventPatch checked = EventPatch.of(patch);
        return many(caller, selection, ref -> rehearse(caller, ref, checked).map(Rehearsal::wouldApply));
    }

    Mono<Counts> discardMany(Caller caller, DeadLetterSelection selection, @Nullable String reason) {
        String why = DecisionFactory.checkedReason(reason);
        return many(caller, selection, ref -> discard(caller, ref, why).thenReturn(true));
    }

    private Mono<Decided> mend(Caller caller, DeadLetterRef ref, EventPatch patch, String reason) {
        return requireUndecided(caller, ref, DecisionKind.MEND_EVENT)
                .then(letters.find(caller.tenantId(), ref.id()))
                .flatMap(letter -> {
                    Mending mending = Mending.of(eventIn(letter), patch);
                    String fault = EventReader.faultOf(mending.event());
                    if (fault != null) {
                        throw new BadRequest("patch: " + fault, "an event that can be applied");
                    }
                    return publish(
                            caller,
                            ref,
                            DecisionKind.MEND_EVENT,
                            DecisionContent.of(place(ref), mending.after()),
                            reason);
                });
    }

    private Mono<Decided> discard(Caller caller, DeadLetterRef ref, String reason) {
        return requireUndecided(caller, ref, DecisionKind.DISCARD_EVENT)
                .then(Mono.defer(() ->
                        publish(caller, ref, DecisionKind.DISCARD_EVENT, DecisionContent.of(place(ref)), reason)));
    }

    private Mono<Rehearsal> rehearse(Caller caller, DeadLetterRef ref, EventPatch patch) {
        return requireUndecided(caller, ref, DecisionKind.MEND_EVENT)
                .then(letters.find(caller.tenantId(), ref.id()))
                .flatMap(letter -> rehearse(letter, patch));
    }

    // Applied in a transaction that ends in nothing: PostgreSQL itself says whether it would do.
    private Mono<Rehearsal> rehearse(DeadLetter letter, EventPatch patch) {
        Mending mending = Mending.of(eventIn(letter), patch);
        String fault = EventReader.faultOf(mending.event());
        if (fault != null) {
            return Mono.just(Rehearsal.refused(mending, fault));
        }
        return transaction
                .execute(status -> {
                    status.setRollbackOnly();
                    // As when it will be decided; whatever it meets, nothing of it stays.
                    return books.apply(letter.source().asConsumed(), mending.event(), 1, true);
                })
                .single()
                .map(outcome -> Rehearsal.applied(mending, outcome))
                .onErrorResume(
                        RecordFaults::isFaultOfARecord,
                        refusal -> Mono.just(Rehearsal.refused(mending, RecordFaults.codeOf(refusal))));
    }

    private Mono<Decided> publish(
            Caller caller, DeadLetterRef ref, DecisionKind kind, DecisionContent content, String reason) {
        OperatorDecision decision = factory.make(caller, kind, "", ref.eventId(), content, reason);
        // Decisions about one event are read in their order: the first stands.
        String key = Optional.ofNullable(ref.eventId()).orElse(ref.id()).toString();
        return publisher.publish(key, decision).thenReturn(new Decided(decision.getDecisionId(), ref.id()));
    }

    private Mono<Counts> many(
            Caller caller, DeadLetterSelection selection, Function<DeadLetterRef, Mono<Boolean>> decide) {
        return letters.selected(caller.tenantId(), selection)
                .flatMap(page -> Flux.fromIterable(page.items())
                        .concatMap(ref -> decide.apply(ref)
                                // One that the patch does not fit is counted; a broker that is away ends it.
                                .onErrorResume(DeadLetterDecisions::isAboutTheLetter, refusal -> Mono.just(false)))
                        .filter(isAccepted -> isAccepted)
                        .count()
                        .map(accepted -> new Counts(page.items().size(), accepted, page.nextCursor())));
    }

    private static boolean isAboutTheLetter(Throwable failure) {
        return failure instanceof ErrorResponseException refusal
                && refusal.getStatusCode().is4xxClientError();
    }

    private Mono<DeadLetterRef> open(Caller caller, UUID id) {
        return letters.isOpen(caller.tenantId(), id)
                .switchIfEmpty(Mono.error(() -> new NotFound("dead letter")))
                .filter(isOpen -> isOpen)
                .switchIfEmpty(Mono.error(() -> new Conflict("dead letter: decided already (expected: state OPEN)")))
                .flatMap(isOpen -> letters.ref(caller.tenantId(), id));
    }

    // By another record of its event. What is in the books is right, and what was discarded is not mended.
    private Mono<Void> requireUndecided(Caller caller, DeadLetterRef ref, DecisionKind kind) {
        if (ref.eventId() == null) {
            return Mono.empty();
        }
        EventRef event = new EventRef(caller.tenantId(), ref.eventId());
        return ledger.find(event)
                .flatMap(
                        known -> Mono.<Void>error(
                                new Conflict(
                                        "dead letter: its fact is in the books by another record (expected: a retry, which settles it)")))
                .then(decided.standing(event))
                .filter(standing -> standing == DecisionKind.DISCARD_EVENT && kind != standing)
                .flatMap(
                        standing -> Mono.error(
                                new Conflict(
                                        "dead letter: its event was discarded with another record (expected: discard, which settles it)")));
    }

    private PaymentEvent eventIn(DeadLetter letter) {
        PaymentEvent event = reader.read(letter.source().value()).event();
        if (event == null || letter.eventId() == null) {
            throw new Conflict("record: holds no event (expected: one that can be read; retry or discard it)");
        }
        return event;
    }

    private static DecisionContent.Place place(DeadLetterRef ref) {
        return new DecisionContent.Place(ref.id(), ref.topic(), ref.partition(), ref.offset(), ref.recordTime());
    }

    /** A decision that is in its topic; it is applied as soon as it is read there. */
    record Decided(String decisionId, UUID deadLetterId) {}

    /**
     * @param matched open ones that fit the selection
     * @param accepted those of them that it was decided for, or would be
     * @param nextCursor to be sent as {@code cursor} for those behind; {@code null} where there are none
     */
    record Counts(int matched, long accepted, @Nullable String nextCursor) {}

    /**
     * What mending would make of a dead letter.
     *
     * @param wouldApply whether PostgreSQL takes it now
     * @param errorCode why not; {@code null} where it does
     * @param isKnown whether its fact is in the books already
     */
    record Rehearsal(
            JsonNode before,
            JsonNode after,
            JsonNode changes,
            boolean wouldApply,
            boolean isKnown,
            @Nullable String paymentId,
            @Nullable String errorCode) {

        static Rehearsal applied(Mending mending, Bookkeeping.Outcome outcome) {
            return new Rehearsal(
                    mending.before(),
                    mending.after(),
                    mending.changes(),
                    true,
                    !outcome.isNew(),
                    outcome.paymentId(),
                    null);
        }

        static Rehearsal refused(Mending mending, String errorCode) {
            return new Rehearsal(mending.before(), mending.after(), mending.changes(), false, false, null, errorCode);
        }

        @Override
        public String toString() {
            return "Rehearsal[" + wouldApply + ", " + errorCode + "]";
        }
    }
}
