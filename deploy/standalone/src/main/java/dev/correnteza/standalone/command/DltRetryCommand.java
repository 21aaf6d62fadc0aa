package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;

/** Has dead letters tried again. */
@Command(name = "retry", description = "Try again, as often as the first time. Fails unless all were accepted.")
final class DltRetryCommand extends DltChange {
    DltRetryCommand(Context context) {
        super(context, "retry");
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure {
        return decide(Map.of());
    }
}
