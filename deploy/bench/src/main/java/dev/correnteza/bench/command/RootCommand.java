package dev.correnteza.bench.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program itself, which does nothing without a command. */
@Command(
        name = "bench",
        description = "Crashes and outages under load, measured on real processes, on 127.0.0.1 only.",
        footer = {"", "Exit codes: 0 held, 1 did not hold, 2 not understood."})
final class RootCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
