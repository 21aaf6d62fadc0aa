package dev.correnteza.gateways.custom;

import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.VerifiedWebhook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Tells what is wrong with a definition, and what it makes of samples, before it is saved. Nothing is verified or published. */
public final class CustomDefinitionCheck {
    private CustomDefinitionCheck() {}

    /** What is wrong with a definition, each with its path and what was expected; empty where nothing is. */
    public static List<String> problemsOf(String definition) {
        return CustomDefinition.read(definition).problems();
    }

    /** Which samples an account's definition does not understand, and why; empty where it understands all. */
    static List<String> problemsOf(Account account, List<ReceivedWebhook> samples, Instant at) {
        CustomAdapter adapter = new CustomAdapter();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            Normalization meaning = adapter.normalize(new VerifiedWebhook(samples.get(i), at));
            switch (meaning) {
                case Normalization.Understood understood -> {}
                case Normalization.NotUnderstood(var reason, var detail) ->
                    problems.add("samples[" + i + "]: " + reason + (detail == null ? "" : " " + detail));
                default -> problems.add("samples[" + i + "]: not read (expected: one JSON object)");
            }
        }
        return problems;
    }

    /**
     * Reads samples by a definition.
     *
     * @param account for whose webhooks it would count; its settings do not matter
     * @param at when the samples are taken to be received
     */
    public static Result check(String definition, List<SampleWebhook> samples, Account account, Instant at) {
        List<String> problems = problemsOf(definition);
        if (!problems.isEmpty()) {
            return new Result(problems, List.of());
        }
        Account defined =
                new Account(account.tenantId(), account.accountId(), Map.of(CustomDefinition.SETTING, definition));
        CustomAdapter adapter = new CustomAdapter();
        return new Result(
                List.of(),
                samples.stream()
                        .map(sample -> adapter.normalize(new VerifiedWebhook(sample.receivedBy(defined), at)))
                        .toList());
    }

    /**
     * A webhook as the platform sends it.
     *
     * @param headers by name in any case
     * @param query decoded parameters
     * @param body as sent
     */
    public record SampleWebhook(Map<String, String> headers, Map<String, String> query, byte[] body) {
        private ReceivedWebhook receivedBy(Account account) {
            Map<String, String> lowerCase = new TreeMap<>();
            headers.forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), value));
            return new ReceivedWebhook(account, lowerCase, query, body);
        }
    }

    /**
     * What came of a check.
     *
     * @param problems of the definition; with one, no sample is read
     * @param meanings of the samples, in their order: what is not understood names the field in question
     */
    public record Result(List<String> problems, List<Normalization> meanings) {
        /** Whether the definition can be saved: it has no problem, and every sample is understood. */
        public boolean isAcceptable() {
            return problems.isEmpty()
                    && meanings.stream().allMatch(meaning -> meaning instanceof Normalization.Understood);
        }
    }
}
