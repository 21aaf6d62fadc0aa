package dev.correnteza.gateways;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.correnteza.simulator.webhook.SignedWebhook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Where a gateway puts its proof: whatever differs between the same webhook signed with two secrets.
 *
 * @param headers names of headers that hold it
 * @param parameters names of query parameters that hold it
 * @param text it, where the body holds it; empty where not
 */
record Proof(TreeSet<String> headers, TreeSet<String> parameters, String text) {

    static Proof between(SignedWebhook one, SignedWebhook other) {
        return new Proof(
                differences(one.headers(), other.headers()),
                differences(one.query(), other.query()),
                difference(new String(one.body(), UTF_8), new String(other.body(), UTF_8)));
    }

    boolean isEmpty() {
        return headers.isEmpty() && parameters.isEmpty() && text.isEmpty();
    }

    /** The webhook with one value of the proof blank. */
    List<SignedWebhook> emptied(SignedWebhook signed) {
        return each(signed, proof -> List.of("", "  "));
    }

    /** The webhook with one byte of the proof changed, or its last one cut off. */
    List<SignedWebhook> altered(SignedWebhook signed) {
        return each(signed, proof -> {
            List<String> altered = new ArrayList<>();
            for (int i = 0; i < proof.length(); i++) {
                altered.add(proof.substring(0, i) + (proof.charAt(i) == 'x' ? 'y' : 'x') + proof.substring(i + 1));
            }
            altered.add(proof.substring(0, proof.length() - 1));
            return altered;
        });
    }

    /** The webhook without a part of its proof. */
    List<SignedWebhook> removed(SignedWebhook signed) {
        List<SignedWebhook> removed = new ArrayList<>();
        headers.forEach(name -> removed.add(withHeaders(signed, without(signed.headers(), name))));
        parameters.forEach(name -> removed.add(withParameters(signed, without(signed.query(), name))));
        if (!text.isEmpty()) {
            String value = Pattern.quote(text);
            removed.add(withBody(
                    signed,
                    body -> body.startsWith("{")
                            ? body.replaceAll("\"[^\"]+\"\\s*:\\s*\"" + value + "\"", "\"x\":1")
                            : body.replaceAll("(^|&)[^&=]+=" + value, "$1x=1")));
        }
        return removed;
    }

    private List<SignedWebhook> each(SignedWebhook signed, Changes changes) {
        List<SignedWebhook> changed = new ArrayList<>();
        for (String name : headers) {
            for (String value : changes.of(signed.headers().get(name))) {
                changed.add(withHeaders(signed, with(signed.headers(), name, value)));
            }
        }
        for (String name : parameters) {
            for (String value : changes.of(signed.query().get(name))) {
                changed.add(withParameters(signed, with(signed.query(), name, value)));
            }
        }
        if (!text.isEmpty()) {
            for (String value : changes.of(text)) {
                changed.add(withBody(signed, body -> body.replace(text, value)));
            }
        }
        return changed;
    }

    private static TreeSet<String> differences(Map<String, String> one, Map<String, String> other) {
        TreeSet<String> names = new TreeSet<>(one.keySet());
        names.removeIf(name -> one.get(name).equals(other.get(name)));
        return names;
    }

    private static String difference(String one, String other) {
        int start = 0;
        while (start < one.length() && start < other.length() && one.charAt(start) == other.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < one.length() - start
                && end < other.length() - start
                && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
            end++;
        }
        int until = one.length() - end;
        // Two secrets of one form begin alike: the proof is the whole text of the JSON member.
        if (one.startsWith("{") && start < until) {
            start = one.lastIndexOf('"', start - 1) + 1;
            until = one.indexOf('"', until);
        }
        return one.substring(start, until);
    }

    private static SignedWebhook withHeaders(SignedWebhook signed, Map<String, String> headers) {
        return new SignedWebhook(headers, signed.pathSuffix(), signed.query(), signed.body());
    }

    private static SignedWebhook withParameters(SignedWebhook signed, Map<String, String> parameters) {
        return new SignedWebhook(signed.headers(), signed.pathSuffix(), parameters, signed.body());
    }

    private static SignedWebhook withBody(SignedWebhook signed, UnaryOperator<String> change) {
        byte[] body = change.apply(new String(signed.body(), UTF_8)).getBytes(UTF_8);
        return new SignedWebhook(signed.headers(), signed.pathSuffix(), signed.query(), body);
    }

    private static Map<String, String> with(Map<String, String> values, String name, String value) {
        Map<String, String> changed = new TreeMap<>(values);
        changed.put(name, value);
        return changed;
    }

    private static Map<String, String> without(Map<String, String> values, String name) {
        Map<String, String> changed = new TreeMap<>(values);
        changed.remove(name);
        return changed;
    }

    @FunctionalInterface
    private interface Changes {
        List<String> of(String value);
    }
}
