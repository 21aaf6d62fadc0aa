package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.AccountsApi;
import dev.correnteza.standalone.client.ServiceApi;
import dev.correnteza.standalone.data.Part;
import dev.correnteza.standalone.data.Secrets;
import dev.correnteza.standalone.data.StackDirectory;
import dev.correnteza.standalone.data.StackState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands have: their common options, and the stack that they talk to. */
abstract class BaseCommand implements Callable<Integer> {
    static final int DONE = 0;
    static final int FAILED = 1;

    private final Context context;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Directory of the stack ($XDG_DATA_HOME/correnteza or ~/.local/share/correnteza).")
    private @Nullable Path data;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    BaseCommand(Context context) {
        this.context = context;
    }

    final Context context() {
        return context;
    }

    final Output output() {
        return new Output(context.out(), json);
    }

    final void progress(String line) {
        context.err().println(line);
    }

    final StackDirectory directory() {
        return StackDirectory.at(
                data == null ? StackDirectory.standard(context.environment(), context.userHome()) : data);
    }

    final StackState running() throws IOException, CommandFailure {
        return StackState.running(directory())
                .orElseThrow(() -> new CommandFailure("no stack runs in " + directory()
                        + " (expected: one; start it with 'correnteza up', or name its directory with --data)"));
    }

    final ServiceApi service(Part part) throws IOException, CommandFailure {
        String apiKey = Secrets.readOrMake(directory()).apiKey();
        return new ServiceApi(part.lowerCaseName(), running().portsOfParts().url(part), apiKey);
    }

    final AccountsApi accounts() throws IOException, CommandFailure {
        return new AccountsApi(service(Part.PROCESSOR));
    }

    final ParameterException misused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** An instant, or a date, which means its beginning in UTC. */
    final @Nullable Instant instant(String option, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw misused(option + ": '" + text + "' (expected: 2026-01-31 or 2026-01-31T12:00:00Z)");
        }
    }
}
