package dev.correnteza.gateways.custom;

import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.custom.VerificationScheme.Header;
import dev.correnteza.gateways.custom.VerificationScheme.Hmac;
import dev.correnteza.gateways.custom.VerificationScheme.Place;
import dev.correnteza.gateways.custom.VerificationScheme.Query;
import dev.correnteza.gateways.custom.VerificationScheme.StandardWebhooks;
import dev.correnteza.gateways.custom.VerificationScheme.Token;
import dev.correnteza.gateways.custom.VerificationScheme.Url;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A gateway by data alone: the account's setting {@code definition}, read and compiled.
 *
 * @param headers in lower case, that the mapping may ask for
 * @param query parameters that the mapping may ask for
 */
record CustomDefinition(
        VerificationScheme verification, Set<String> headers, Set<String> query, CustomMapping mapping) {
    /** The setting that holds it. */
    static final String SETTING = "definition";

    /** Longest definition, in UTF-16 code units. */
    static final int MAX_LENGTH = 32 * 1_024;

    private static final int MAX_READ = 10;
    private static final Set<String> NEVER_READ = Set.of("authorization", "proxy-authorization", "cookie");
    private static final CompiledDefinitions COMPILED = new CompiledDefinitions();

    /** The account's; empty where it has none, or one with a problem. */
    static Optional<CustomDefinition> of(Account account) {
        return Optional.ofNullable(account.settings().get(SETTING))
                .filter(text -> text.length() <= MAX_LENGTH)
                .flatMap(text -> COMPILED.get(text).definition());
    }

    /** Reads and compiles a definition, whole. */
    static Reading read(String text) {
        if (text.length() > MAX_LENGTH) {
            return new Reading(Optional.empty(), List.of("too long (expected: at most " + MAX_LENGTH + " characters)"));
        }
        List<String> problems = new ArrayList<>();
        Section root;
        try {
            root = Section.root(
                    JsonPayload.parse(text.getBytes(StandardCharsets.UTF_8)).values(), problems);
        } catch (UnreadablePayload e) {
            return new Reading(Optional.empty(), List.of(e.getMessage() + " (expected: a JSON object, no key twice)"));
        }
        VerificationScheme verification = VerificationReader.read(root.child("verification"));
        Optional<Section> reads = root.optionalChild("reads");
        Set<String> headers =
                reads.map(section -> headers(section, verification)).orElse(Set.of());
        Set<String> query = reads.map(section -> query(section, verification)).orElse(Set.of());
        reads.ifPresent(Section::refuseOthers);
        Optional<CustomMapping> mapping = MappingReader.read(root.child("mapping"));
        root.refuseOthers();
        return new Reading(
                mapping.filter(read -> problems.isEmpty())
                        .map(read -> new CustomDefinition(verification, headers, query, read)),
                List.copyOf(problems));
    }

    private static Set<String> headers(Section reads, VerificationScheme verification) {
        Set<String> names = new LinkedHashSet<>();
        for (String header : reads.texts("headers")) {
            String name = VerificationReader.header(reads, "headers", header);
            if (NEVER_READ.contains(name) || new Header(name).equals(proof(verification))) {
                reads.problem("headers", name, "no header that holds a proof: it would be kept");
            }
            names.add(name);
        }
        return limited(reads, "headers", names);
    }

    private static Set<String> query(Section reads, VerificationScheme verification) {
        Set<String> names = new LinkedHashSet<>(reads.texts("query"));
        for (String name : names) {
            if (new Query(name).equals(proof(verification))) {
                reads.problem("query", name, "no parameter that holds a proof: it would be kept");
            }
        }
        return limited(reads, "query", names);
    }

    private static Set<String> limited(Section reads, String name, Set<String> names) {
        if (names.size() > MAX_READ) {
            reads.problem(name, "too many", "at most " + MAX_READ);
        }
        return Set.copyOf(names);
    }

    private static @Nullable Place proof(VerificationScheme verification) {
        return switch (verification) {
            case Url() -> null;
            case StandardWebhooks() -> new Header(StandardWebhooksVerifier.SIGNATURE);
            case Token token -> token.place();
            case Hmac hmac -> hmac.place();
        };
    }

    /**
     * What a text came to.
     *
     * @param definition empty exactly when there are problems
     * @param problems each with its path and what was expected
     */
    record Reading(Optional<CustomDefinition> definition, List<String> problems) {}
}
