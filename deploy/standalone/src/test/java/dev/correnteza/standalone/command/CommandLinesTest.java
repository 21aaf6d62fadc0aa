package dev.correnteza.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLinesTest {
    @TempDir
    private Path data;

    static Stream<Arguments> misuses() {
        return Stream.of(
                misuse("nothing", ""),
                misuse("an unknown command", "fly"),
                misuse("an unknown option", "status --colour"),
                misuse("an unknown part", "up --port broker=1"),
                misuse("a port that is none", "up --port ingest=many"),
                misuse("a port out of range", "up --ports-from 65535"),
                misuse("a port given twice", "up --port ingest=8081"),
                misuse("no partitions", "up --partitions 0"),
                misuse("no gateway", "send"),
                misuse("an unknown gateway", "send acmepay paid"),
                misuse("an unknown sample", "send hotmart paid"),
                misuse("a count of nothing", "send hotmart purchase_approved-pix --count 0"),
                misuse("an account at an unknown gateway", "accounts create acmepay"),
                misuse("no account to show", "accounts show"),
                misuse("no account to disable", "accounts disable"),
                misuse("no account to rotate", "accounts rotate --url"),
                misuse("an overlap that is none", "accounts rotate acc_1 --overlap tomorrow"),
                misuse("no account to test", "accounts test"),
                misuse("no account whose refused webhooks to verify", "accounts verify-refused --let-in"),
                misuse("no payment to explain", "explain"),
                misuse("a backfill of what", "backfill"),
                misuse("a backfill from when", "backfill start"),
                misuse("a backfill from a time that is none", "backfill start --from yesterday"),
                misuse("a replay of what", "replay start"),
                misuse("no topic", "tail"),
                misuse("a key without a role", "key create --name Ana"),
                misuse("a key without a name", "key create --role viewer"),
                misuse("a key with an unknown role", "key create --role owner --name Ana"),
                misuse("no key to revoke", "key revoke"),
                misuse("no dead letter to show", "dlt show"),
                misuse("no dead letter to retry", "dlt retry"),
                misuse("one dead letter and all", "dlt retry 1 --all"),
                misuse("no reason to discard", "dlt discard 1"),
                misuse("no reason to mend", "dlt mend 1 --patch []"),
                misuse("a patch that is none", "dlt mend 1 --dry-run --patch {"),
                misuse("dead letters since a time that is none", "dlt list --since yesterday"),
                misuse("no rebuild to swap", "rebuild swap"),
                misuse("fewer examples than none", "rebuild --examples -1"),
                misuse("a limit of nothing", "tail payment-events --limit 0"));
    }

    private static Arguments misuse(String name, String line) {
        return argumentSet(name, line);
    }

    @ParameterizedTest(name = "{argumentSetName}")
    @MethodSource("misuses")
    void saysInOneLineWhatItDoesNotUnderstand(String line) {
        Terminal terminal = new Terminal(data);

        int code = terminal.run(line.isEmpty() ? new String[0] : line.split(" ", -1));

        assertThat(code).isEqualTo(2);
        assertThat(terminal.err()).startsWith("correnteza: ").contains("--help").hasLineCount(1);
        assertThat(terminal.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accounts",
                "accounts show acc_1",
                "accounts disable acc_1",
                "accounts enable acc_1",
                "accounts rotate acc_1",
                "accounts test acc_1",
                "accounts verify-refused acc_1",
                "payments",
                "webhooks",
                "explain HP1",
                "send hotmart purchase_approved-pix",
                "status",
                "restart-services",
                "replay list",
                "backfill list",
                "tail payment-events",
                "rebuild",
                "rebuild show 1",
                "rebuild swap 1 --yes",
                "dlt",
                "dlt list --state open",
                "dlt show 1",
                "dlt retry 1",
                "dlt discard --all --reason test",
                "dlt mend 1 --patch [] --dry-run",
                "key",
                "key list",
                "key create --role viewer --name Ana",
                "key revoke key_1"
            })
    void failsInOneLineThatSaysWhatToDoWhenNoStackRuns(String line) {
        Terminal terminal = new Terminal(data);

        int code = terminal.run(line.split(" ", -1));

        assertThat(code).isEqualTo(1);
        assertThat(terminal.err())
                .startsWith("correnteza: no stack ")
                .contains("correnteza up")
                .contains(data.resolve("correnteza").toString())
                .hasLineCount(1);
    }

    @Test
    void hasNothingToStopWhenNoStackRuns() {
        Terminal terminal = new Terminal(data);

        assertThat(terminal.run("down", "--json")).isZero();
        assertThat(terminal.out()).contains("\"wasRunning\" : false");
    }

    @Test
    void saysAsJsonThatNoStackRuns() {
        Terminal terminal = new Terminal(data);

        assertThat(terminal.run("status", "--json")).isEqualTo(1);
        assertThat(terminal.out()).contains("\"running\" : false");
    }

    @Test
    void listsTheSamplesOfAGateway() {
        Terminal terminal = new Terminal(data);

        assertThat(terminal.run("send", "hotmart")).isZero();
        assertThat(terminal.out().lines()).contains("purchase_approved-pix");
        assertThat(terminal.run("send", "hotmart", "--samples", "--json")).isZero();
        assertThat(terminal.out()).startsWith("[").contains("\"purchase_approved-pix\"");
    }

    @Test
    void everyCommandHasHelpAndAllThatDoSomethingHaveJson() {
        var nowhere = new PrintWriter(Writer.nullWriter());
        CommandLine root = CommandLines.of(new Context(Clock.systemUTC(), nowhere, nowhere, Map.of(), "/"));

        checkOptions(root);
    }

    private static void checkOptions(CommandLine line) {
        String name = line.getCommandSpec().qualifiedName(" ");
        assertThat(line.getCommandSpec().optionsMap()).as(name).containsKey("--help");
        if (line.getCommand() instanceof BaseCommand) {
            assertThat(line.getCommandSpec().optionsMap()).as(name).containsKeys("--json", "--data");
        }
        assertThat(line.getUsageMessage()).as(name).contains("Usage: " + name);
        line.getSubcommands().values().forEach(CommandLinesTest::checkOptions);
    }
}
