package dev.correnteza.processor.decision;

import dev.correnteza.events.DecisionKind;
import dev.correnteza.events.OperatorDecision;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.processor.caller.Caller;
import dev.correnteza.processor.deadletter.DeadLetter;
import dev.correnteza.processor.deadletter.DeadLetterQueries;
import dev.correnteza.processor.deadletter.DeadLetterSelection;
import dev.correnteza.processor.deadletter.SourceRecord;
import dev.correnteza.processor.ledger.Bookkeeping;
import dev.correnteza.processor.ledger.EventReader;
import dev.correnteza.processor.ledger.EventRef;
import dev.correnteza.processor.ledger.LedgerRepository;
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
    private final Bookkeeping books;
    private final TransactionalOperator transaction;

    DeadLetterDecisions(
            DeadLetterQueries letters,
            DecisionFactory factory,
            DecisionPublisher publisher,
            EventReader reader,
            LedgerRepository ledger,
            Bookkeeping books,
            TransactionalOperator transaction) {
        this.letters = letters;
        this.factory = factory;
        this.publisher = publisher;
        this.reader = reader;
        this.ledger = ledger;
        this.books = books;
        this.transaction = transaction;
    }

    Mono<Decided> mend(Caller caller, UUID id, @Nullable JsonNode patch, @Nullable String reason) {
        return open(caller, id).flatMap(letter -> mend(caller, letter, patch, reason));
    }

    /** What mending would make of it; nothing is published or changed. */
    Mono<Rehearsal> rehearse(Caller caller, UUID id, @Nullable JsonNode patch) {
        return open(caller, id).flatMap(letter -> rehearse(letter, patch));
    }

    Mono<Decided> discard(Caller caller, UUID id, @Nullable String reason) {
        return open(caller, id).flatMap(letter -> discard(caller, letter, reason));
    }

    Mono<Counts> mendMany(
            Caller caller, DeadLetterSelection selection, @Nullable JsonNode patch, @Nullable String reason) {
        return many(
                caller, selection, letter -> mend(caller, letter, patch, reason).thenReturn(true));
    }

    /** How many would be applied once mended. */
    Mono<Counts> rehearseMany(Caller caller, DeadLetterSelection selection, @Nullable JsonNode patch) {
        return many(caller, selection, letter -> rehearse(letter, patch).map(Rehearsal::wouldApply));
    }

    Mono<Counts> discardMany(Caller caller, DeadLetterSelection selection, @Nullable String reason) {
        return many(caller, selection, letter -> discard(caller, letter, reason).thenReturn(true));
    }

    private Mono<Decided> mend(Caller caller, DeadLetter letter, @Nullable JsonNode patch, @Nullable String reason) {
        return Mono.defer(() -> {
            Mending mending = Mending.of(eventIn(letter), patch);
            return requireUnknown(caller, letter)
                    .then(publish(
                            caller,
                            letter,
                            DecisionKind.MEND_EVENT,
                            DecisionContent.of(place(letter), mending.after()),
                            reason));
        });
    }

    private Mono<Decided> discard(Caller caller, DeadLetter letter, @Nullable String reason) {
        return requireUnknown(caller, letter)
                .then(Mono.defer(() -> publish(
                        caller, letter, DecisionKind.DISCARD_EVENT, DecisionContent.of(place(letter)), reason)));
    }

    // Applied in a transaction that ends in nothing: PostgreSQL itself says whether it would do.
    private Mono<Rehearsal> rehearse(DeadLetter letter, @Nullable JsonNode patch) {
        return Mono.defer(() -> {
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
        });
    }

    private Mono<Decided> publish(
            Caller caller, DeadLetter letter, DecisionKind kind, DecisionContent content, @Nullable String reason) {
        OperatorDecision decision = factory.make(caller, kind, "", letter.eventId(), content, reason);
        // Decisions about one event are read in their order: the first stands.
        String key = Optional.ofNullable(letter.eventId()).orElse(letter.id()).toString();
        return publisher.publish(key, decision).thenReturn(new Decided(decision.getDecisionId(), letter.id()));
    }

    private Mono<Counts> many(
            Caller caller, DeadLetterSelection selection, Function<DeadLetter, Mono<Boolean>> decide) {
        return letters.letters(caller.tenantId(), selection.filter(), selection.size())
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(letter -> decide.apply(letter)
                        // One that the patch does not fit is counted; a broker that is away ends it.
                        .onErrorResume(DeadLetterDecisions::isAboutTheLetter, refusal -> Mono.just(false)))
                .collectList()
                .map(accepted -> new Counts(accepted.size(), (int)
                        accepted.stream().filter(one -> one).count()));
    }

    private static boolean isAboutTheLetter(Throwable failure) {
        return failure instanceof ErrorResponseException refusal
                && refusal.getStatusCode().is4xxClientError();
    }

    private Mono<DeadLetter> open(Caller caller, UUID id) {
        return letters.isOpen(caller.tenantId(), id)
                .switchIfEmpty(Mono.error(() -> new NotFound("dead letter")))
                .filter(isOpen -> isOpen)
                .switchIfEmpty(Mono.error(() -> new Conflict("dead letter: decided already (expected: state OPEN)")))
                .flatMap(isOpen -> letters.find(caller.tenantId(), id));
    }

    // By another record. Then a decision would take away what is right.
    private Mono<Void> requireUnknown(Caller caller, DeadLetter letter) {
        return letter.eventId() == null
                ? Mono.empty()
                : ledger.find(new EventRef(caller.tenantId(), letter.eventId()))
                        .flatMap(
                                known -> Mono.<Void>error(
                                        new Conflict(
                                                "dead letter: its fact is in the books by another record (expected: a retry, which settles it)")));
    }

    private PaymentEvent eventIn(DeadLetter letter) {
        PaymentEvent event = reader.read(letter.source().value()).event();
        if (event == null || letter.eventId() == null) {
            throw new Conflict("record: holds no event (expected: one that can be read; retry or discard it)");
        }
        return event;
    }

    private static DecisionContent.Place place(DeadLetter letter) {
        SourceRecord source = letter.source();
        return new DecisionContent.Place(
                letter.id(), source.topic(), source.partition(), source.offset(), source.recordTime());
    }

    /** A decision that is in its topic; it is applied as soon as it is read there. */
    record Decided(String decisionId, UUID deadLetterId) {}

    /**
     * @param matched open ones that fit the selection
     * @param accepted those of them that it was decided for, or would be
     */
    record Counts(int matched, int accepted) {}

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
