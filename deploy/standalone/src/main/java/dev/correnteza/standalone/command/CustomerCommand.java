package dev.correnteza.standalone.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Has subcommands only. */
@Command(name = "customer", description = "Show a customer, and split one whom a shared name made of several people.")
final class CustomerCommand implements Runnable {
    static final String PATH = "/v1/customers/";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what to do is missing (expected: show, split or unsplit)");
    }
}
