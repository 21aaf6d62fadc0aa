package dev.correnteza.processor.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.PaymentStatus;
import dev.correnteza.events.type.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TransitionTableTest {
    private static final String BEGIN = "<!-- transition table: TransitionTableTest -->\n";
    private static final String END = "<!-- end -->";

    @Test
    void theReadmeShowsTheTableAsItIs() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        String shown = readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END));

        assertThat(shown).isEqualTo(rendered());
    }

    @Test
    void theReadmeNamesTheStepsOfASubscriptionInTheOrderInWhichTheyAreTaken() throws IOException {
        String steps = EventType.ALL.stream()
                .filter(EventType::concernsSubscription)
                .sorted(Comparator.comparingInt(PaymentStates::rank))
                .map(type -> "`" + type.substring(type.indexOf('.') + 1) + "`")
                .collect(Collectors.joining(", "));

        assertThat(Files.readString(Path.of("README.md"))).contains("at one instant, " + steps + ", then by their ids");
    }

    // Events down, statuses across; a dot where the event says how the payment stands anyway.
    private static String rendered() {
        List<PaymentStatus> froms = Arrays.stream(PaymentStatus.values())
                .filter(from -> EventType.ALL.stream()
                        .anyMatch(type -> PaymentStates.next(from, type).isPresent()
                                || PaymentStates.refusal(from, type).isPresent()))
                .toList();
        List<String> types = EventType.ALL.stream()
                .filter(EventType::concernsPayment)
                .sorted(Comparator.comparingInt(PaymentStates::rank))
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add(row("event", froms.stream().map(TransitionTableTest::word).toList()));
        lines.add(row("---", froms.stream().map(from -> "---").toList()));
        for (String type : types) {
            lines.add(row(
                    "`" + type.substring(type.indexOf('.') + 1) + "`",
                    froms.stream()
                            .map(from -> PaymentStates.next(from, type)
                                    .map(TransitionTableTest::word)
                                    .orElseGet(() -> illegal(from, type)))
                            .toList()));
        }
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private static String illegal(PaymentStatus from, String type) {
        return PaymentStates.refusal(from, type)
                .map(kind -> "*" + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + "*")
                .orElse("·");
    }

    private static String row(String first, List<String> cells) {
        return "| " + first + " | " + String.join(" | ", cells) + " |";
    }

    private static String word(PaymentStatus status) {
        return status == PaymentStatus.UNKNOWN
                ? "(none)"
                : status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
