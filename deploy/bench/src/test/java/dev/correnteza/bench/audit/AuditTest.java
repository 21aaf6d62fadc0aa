package dev.correnteza.bench.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.bench.intent.IntentLine;
import dev.correnteza.bench.intent.IntentLine.Event;
import org.junit.jupiter.api.Test;

class AuditTest {
    private static final String TOPIC = "payment-events";

    private final Intents intents = new Intents();
    private final Audit audit = new Audit(intents);

    @Test
    void isCleanWhenEverythingAcceptedIsThereInOrder() {
        answered(1, "a", 0, 10, 200);
        answered(2, "b", 20, 30, 202);
        audit.found(TOPIC, "k", "a");
        audit.found(TOPIC, "k", "b");

        Findings findings = audit.findings();

        assertThat(findings.isClean()).isTrue();
        assertThat(findings.accepted()).isEqualTo(2);
        assertThat(findings.withSharedKey()).isEqualTo(2);
    }

    @Test
    void namesWhatWasAcceptedAndIsNotThere() {
        answered(1, "a", 0, 10, 200);
        answered(2, "b", 0, 10, 200);
        audit.found(TOPIC, "k", "b");

        Findings findings = audit.findings();

        assertThat(findings.lostIds()).containsExactly(1L);
        assertThat(findings.isClean()).isFalse();
    }

    @Test
    void losesNothingThatWasNeverAccepted() {
        answered(1, "a", 0, 10, 503);
        answered(2, "b", 0, 10, 0);
        audit.found(TOPIC, "k", "b");

        Findings findings = audit.findings();

        assertThat(findings.lost()).isZero();
        assertThat(findings.writtenWithoutAnswer()).isEqualTo(1);
        assertThat(findings.isClean()).isTrue();
    }

    @Test
    void isAcceptedByItsSecondAnswer() {
        answered(1, "a", 0, 10, 503);
        answered(1, "a", 20, 30, 200);

        assertThat(audit.findings().lost()).isEqualTo(1);
    }

    @Test
    void countsARecordInAnotherTopicAsLostAndForeign() {
        answered(1, "a", 0, 10, 200);
        audit.found("webhook-quarantine", "k", "a");
        audit.found(TOPIC, "k", "never posted");

        Findings findings = audit.findings();

        assertThat(findings.lost()).isEqualTo(1);
        assertThat(findings.foreign()).isEqualTo(2);
    }

    @Test
    void countsWhatComesAfterSomethingAnsweredBeforeItWasPosted() {
        answered(1, "a", 0, 10, 200);
        answered(2, "b", 20, 30, 200);
        answered(3, "c", 40, 50, 200);
        audit.found(TOPIC, "k", "b");
        audit.found(TOPIC, "k", "c");
        audit.found(TOPIC, "k", "a");

        assertThat(audit.findings().orderViolations()).isEqualTo(2);
    }

    @Test
    void saysNothingOfTheOrderOfWhatWasUnderWayTogetherOrHasOtherKeysOrComesAgain() {
        answered(1, "a", 0, 30, 200);
        answered(2, "b", 20, 40, 200);
        answered(3, "c", 50, 60, 200);
        audit.found(TOPIC, "other", "c");
        audit.found(TOPIC, "k", "b");
        audit.found(TOPIC, "k", "a");
        audit.found(TOPIC, "k", "b");

        Findings findings = audit.findings();

        assertThat(findings.orderViolations()).isZero();
        assertThat(findings.duplicates()).isEqualTo(1);
        assertThat(findings.isClean()).isTrue();
    }

    private void answered(long id, String hash, long postedMicros, long answeredMicros, int status) {
        intents.add(new IntentLine(Event.POSTED, id, TOPIC, hash, 0, postedMicros));
        intents.add(new IntentLine(Event.ANSWERED, id, TOPIC, hash, status, answeredMicros));
    }
}
