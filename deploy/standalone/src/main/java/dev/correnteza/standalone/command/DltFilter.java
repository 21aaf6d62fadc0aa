package dev.correnteza.standalone.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say which dead letters. */
final class DltFilter {
    @Option(names = "--error", paramLabel = "CODE", description = "Only those of this code, such as SQLSTATE_22021.")
    private String error = "";

    @Option(names = "--account", paramLabel = "ID", description = "Only those of this account.")
    private String account = "";

    @Option(names = "--gateway", paramLabel = "NAME", description = "Only those of this gateway.")
    private String gateway = "";

    @Option(names = "--since", paramLabel = "TIME", description = "Given up then or later.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Given up before.")
    private @Nullable String until;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most (a list: 50; with --all: no limit).")
    private @Nullable Integer limit;

    /** As the service takes them; what was not given is left out. */
    Map<String, String> parameters(BaseCommand command) {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "errorCode", error);
        put(parameters, "accountId", account);
        put(parameters, "gateway", gateway);
        put(parameters, "since", text(command.instant("--since", since)));
        put(parameters, "until", text(command.instant("--until", until)));
        return parameters;
    }

    /** @param unlessGiven how many where nobody says */
    int limit(BaseCommand command, int unlessGiven) {
        if (limit == null) {
            return unlessGiven;
        }
        if (limit < 1) {
            throw command.misused("--limit: " + limit + " (expected: 1 or more)");
        }
        return limit;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static void put(Map<String, String> parameters, String name, String value) {
        if (!value.isEmpty()) {
            parameters.put(name, value);
        }
    }
}
