package dev.correnteza.standalone.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Has subcommands only. */
@Command(name = "replay", description = "Send records of a topic through the backfill lane again.")
final class ReplayCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "what to do is missing (expected: start, list, show, pause, resume or cancel)");
    }
}
