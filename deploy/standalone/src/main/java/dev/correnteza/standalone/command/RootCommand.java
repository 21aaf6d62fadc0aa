package dev.correnteza.standalone.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program itself, which does nothing without a command. */
@Command(
        name = "correnteza",
        description = "Payment webhooks of many gateways as one stream of events, on one machine.",
        footer = {
            "",
            "Start with 'correnteza up', then 'correnteza send hotmart purchase_approved-pix' and 'correnteza payments'.",
            "Exit codes: 0 done, 1 failed, 2 not understood."
        })
final class RootCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        CommandLine line = spec.commandLine();
        throw new ParameterException(line, "a command is missing");
    }
}
