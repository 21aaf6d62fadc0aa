package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Discards dead letters. */
@Command(name = "discard", description = "Never apply it, for good. Fails unless all were accepted.")
final class DltDiscardCommand extends DltChange {
    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; kept with the decision.")
    private String reason = "";

    DltDiscardCommand(Context context) {
        super(context, "discard");
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure {
        return decide(Map.of("reason", reason));
    }
}
