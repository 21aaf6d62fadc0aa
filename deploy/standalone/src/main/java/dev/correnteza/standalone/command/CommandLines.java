package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.data.StackDirectory;
import dev.correnteza.standalone.stack.StackFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** All commands. Exit codes: 0 done, 1 failed, 2 not understood. Errors are one line on standard error. */
public final class CommandLines {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private CommandLines() {}

    public static CommandLine of(Context context) {
        CommandLine root = new CommandLine(new RootCommand())
                .addSubcommand(new UpCommand(context))
                .addSubcommand(new DownCommand(context))
                .addSubcommand(new StatusCommand(context))
                .addSubcommand(new RestartServicesCommand(context))
                .addSubcommand(accounts(context))
                .addSubcommand(key(context))
                .addSubcommand(new SendCommand(context))
                .addSubcommand(
                        new CommandLine(new PaymentsCommand(context)).addSubcommand(new PaymentsCreateCommand(context)))
                .addSubcommand(new WebhooksCommand(context))
                .addSubcommand(new ExplainCommand(context))
                .addSubcommand(jobs(new BackfillCommand(), new BackfillStartCommand(context), context, Jobs.BACKFILLS))
                .addSubcommand(jobs(new ReplayCommand(), new ReplayStartCommand(context), context, Jobs.REPLAYS))
                .addSubcommand(dlt(context))
                .addSubcommand(rebuild(context))
                .addSubcommand(new CommandLine(new CustomerCommand())
                        .addSubcommand(new CustomerShowCommand(context))
                        .addSubcommand(new CustomerSplitCommand(context))
                        .addSubcommand(new CustomerUnsplitCommand(context)))
                .addSubcommand(new TailCommand(context))
                .addSubcommand(new PrepareCommand(context));
        addHelp(root);
        return root.setOut(context.out())
                .setErr(context.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, args) -> notUnderstood(e, context))
                .setExecutionExceptionHandler((e, line, parsed) -> failed(e, context));
    }

    private static void addHelp(CommandLine line) {
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help.")
                        .build());
        line.getSubcommands().values().forEach(CommandLines::addHelp);
    }

    private static CommandLine accounts(Context context) {
        return new CommandLine(new AccountsCommand(context))
                .addSubcommand(new AccountsCreateCommand(context))
                .addSubcommand(new AccountsShowCommand(context))
                .addSubcommand("disable", new AccountsChangeCommand(context, "disable"))
                .addSubcommand("enable", new AccountsChangeCommand(context, "enable"))
                .addSubcommand(new AccountsRotateCommand(context))
                .addSubcommand(new AccountsTestCommand(context))
                .addSubcommand(new AccountsVerifyRefusedCommand(context));
    }

    private static CommandLine key(Context context) {
        return new CommandLine(new KeyCommand(context))
                .addSubcommand(new KeyCreateCommand(context))
                .addSubcommand(new KeyListCommand(context))
                .addSubcommand(new KeyRevokeCommand(context));
    }

    private static CommandLine dlt(Context context) {
        return new CommandLine(new DltCommand(context))
                .addSubcommand("list", new DltCommand(context))
                .addSubcommand(new DltShowCommand(context))
                .addSubcommand(new DltRetryCommand(context))
                .addSubcommand(new DltMendCommand(context))
                .addSubcommand(new DltDiscardCommand(context));
    }

    private static CommandLine rebuild(Context context) {
        return new CommandLine(new RebuildCommand(context))
                .addSubcommand(new RebuildShowCommand(context))
                .addSubcommand(new RebuildSwapCommand(context));
    }

    private static CommandLine jobs(Object group, Object start, Context context, Jobs jobs) {
        return new CommandLine(group)
                .addSubcommand("start", start)
                .addSubcommand("list", new JobListCommand(context, jobs))
                .addSubcommand("show", new JobShowCommand(context, jobs))
                .addSubcommand("pause", new JobChangeCommand(context, jobs, "pause"))
                .addSubcommand("resume", new JobChangeCommand(context, jobs, "resume"))
                .addSubcommand("cancel", new JobChangeCommand(context, jobs, "cancel"));
    }

    private static int notUnderstood(ParameterException e, Context context) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName(" ");
        context.err().println("correnteza: " + oneLine(e.getMessage()) + " (see '" + command + " --help')");
        return USAGE;
    }

    private static int failed(Exception e, Context context) {
        switch (e) {
            case ParameterException usage -> {
                return notUnderstood(usage, context);
            }
            case CommandFailure failure -> say(context, failure.getMessage());
            case ApiFailure failure -> say(context, failure.getMessage());
            case StackFailure failure -> say(context, withReason(failure));
            case StackDirectory.InUse failure -> say(context, failure.getMessage());
            case IOException failure -> say(context, failure.toString());
            case UncheckedIOException failure -> say(context, String.valueOf(failure.getCause()));
            default -> {
                say(context, "unexpected: " + e + " (expected: never; CORRENTEZA_TRACE=1 shows where)");
                if (context.environment().containsKey("CORRENTEZA_TRACE")) {
                    e.printStackTrace(context.err());
                }
            }
        }
        return FAILED;
    }

    // What Kafka says when it cannot have its port names the port in the innermost cause only.
    private static String withReason(StackFailure failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String message = String.valueOf(failure.getMessage());
        String reason = innermost.getMessage();
        return reason == null || message.contains(reason) ? message : message + ": " + reason;
    }

    private static void say(Context context, @Nullable String message) {
        context.err().println("correnteza: " + oneLine(message));
    }

    private static String oneLine(@Nullable String message) {
        return message == null ? "no reason given" : message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
