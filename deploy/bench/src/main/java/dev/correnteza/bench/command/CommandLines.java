package dev.correnteza.bench.command;

import java.io.PrintWriter;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** All commands. Exit codes: 0 held, 1 did not hold or could not be measured, 2 not understood. */
public final class CommandLines {
    static final int HELD = 0;
    static final int DID_NOT_HOLD = 1;

    private static final int USAGE = 2;

    private CommandLines() {}

    public static CommandLine of(Clock clock, PrintWriter out, PrintWriter err) {
        CommandLine root = new CommandLine(new RootCommand())
                .addSubcommand(new FloodCommand(clock, out, err))
                .addSubcommand(new IngestCommand(clock, out, err))
                .addSubcommand(new KillsCommand(clock, out, err))
                .addSubcommand(new OutageCommand(clock, out, err))
                .addSubcommand(new ProcessingCommand(clock, out, err))
                .addSubcommand(new ProcessorKillsCommand(clock, out, err))
                .addSubcommand(new ProcessorOutagesCommand(clock, out, err))
                .addSubcommand(new ProcessorRebalancesCommand(clock, out, err));
        addHelp(root);
        return root.setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((e, args) -> notUnderstood(e, err))
                .setExecutionExceptionHandler((e, line, parsed) -> failed(e, err));
    }

    private static void addHelp(CommandLine line) {
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help.")
                        .build());
        line.getSubcommands().values().forEach(CommandLines::addHelp);
    }

    private static int notUnderstood(ParameterException e, PrintWriter err) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName(" ");
        err.println("bench: " + e.getMessage() + " (see '" + command + " --help')");
        return USAGE;
    }

    private static int failed(Exception e, PrintWriter err) {
        if (e instanceof ParameterException usage) {
            return notUnderstood(usage, err);
        }
        err.println("bench: " + e);
        return DID_NOT_HOLD;
    }
}
