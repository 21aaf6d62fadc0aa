package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Gives an account a new secret. */
@Command(
        name = "rotate",
        description =
                "Give an account a new signing secret, or a new address. Those until now count until the overlap is over.")
final class AccountsRotateCommand extends BaseCommand {
    private static final Pattern DAYS = Pattern.compile("\\d{1,3}d");
    private static final Pattern SHORT = Pattern.compile("\\d{1,6}[hms]");

    @Parameters(paramLabel = "ACCOUNT", description = "As 'accounts' lists it.")
    private String account = "";

    @Option(names = "--url", description = "A new address.")
    private boolean url;

    @Option(
            names = "--signing-secret",
            paramLabel = "SECRET",
            description = "A new signing secret, this one; made where neither this nor --url is given.")
    private @Nullable String signingSecret;

    @Option(
            names = "--overlap",
            paramLabel = "TIME",
            description = "How long those until now still count, such as 0s, 30m, 24h, 7d (24h).")
    private @Nullable String overlap;

    AccountsRotateCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure {
        JsonNode page = rotated(duration(overlap));
        if (output().isJson()) {
            output().json(page);
        } else {
            AccountsShowCommand.print(output(), page);
        }
        return DONE;
    }

    private JsonNode rotated(@Nullable Duration until) throws IOException, CommandFailure, ApiFailure {
        if (!url || signingSecret != null) {
            JsonNode page = accounts().rotate(account, "SIGNING", signingSecret, until);
            if (!url) {
                return page;
            }
        }
        return accounts().rotate(account, "URL", null, until);
    }

    private @Nullable Duration duration(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            if (DAYS.matcher(text).matches()) {
                return Duration.parse("P" + text.toUpperCase(Locale.ROOT));
            }
            return Duration.parse(SHORT.matcher(text).matches() ? "PT" + text.toUpperCase(Locale.ROOT) : text);
        } catch (DateTimeParseException e) {
            throw misused("--overlap: '" + text + "' (expected: such as 0s, 30m, 24h or 7d)");
        }
    }
}
