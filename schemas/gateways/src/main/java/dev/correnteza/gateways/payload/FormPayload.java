package dev.correnteza.gateways.payload;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code application/x-www-form-urlencoded} texts: bodies and query strings. */
public final class FormPayload {
    private static final int MAX_PARAMETERS = 1_000;

    private FormPayload() {}

    /**
     * Reads a form body.
     *
     * @throws UnreadablePayload when it has no {@code name=value}, a broken escape, or too many parameters
     */
    public static JsonPayload parse(byte[] body) throws UnreadablePayload {
        String text = new String(body, StandardCharsets.UTF_8);
        Map<String, String> parameters = parameters(text);
        if (parameters.isEmpty() || text.indexOf('=') < 0) {
            throw new UnreadablePayload("not a form", false);
        }
        return JsonPayload.ofForm(parameters);
    }

    /** Decoded parameters of a query or form; of a repeated one the first. */
    public static Map<String, String> parameters(String text) throws UnreadablePayload {
        Map<String, String> parameters = new LinkedHashMap<>();
        String[] pairs = text.strip().split("&", MAX_PARAMETERS + 1);
        if (pairs.length > MAX_PARAMETERS) {
            throw new UnreadablePayload("too many parameters", true);
        }
        for (String pair : pairs) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.putIfAbsent(decode(name), decode(value));
        }
        return parameters;
    }

    private static String decode(String text) throws UnreadablePayload {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new UnreadablePayload("broken escape", false);
        }
    }
}
