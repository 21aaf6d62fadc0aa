package dev.correnteza.simulator.webhook;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request ready to be posted to a webhook address.
 *
 * @param headers by name as the gateway spells it
 * @param pathSuffix what the gateway appends to the path of the address, with its slash; empty for nothing
 * @param query parameters that the gateway appends to the address, not encoded
 * @param body bytes
 */
public record SignedWebhook(Map<String, String> headers, String pathSuffix, Map<String, String> query, byte[] body) {
    /** Where to post it: the address that the gateway was given, and what the gateway appends to it. */
    public URI to(String webhookUrl) {
        String appended = query.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        int question = webhookUrl.indexOf('?');
        String path = question < 0 ? webhookUrl : webhookUrl.substring(0, question);
        String given = question < 0 ? "" : webhookUrl.substring(question + 1);
        String all = Stream.of(given, appended).filter(part -> !part.isEmpty()).collect(Collectors.joining("&"));
        return URI.create(all.isEmpty() ? path + pathSuffix : path + pathSuffix + "?" + all);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** One that appends nothing to the address. */
    public SignedWebhook(Map<String, String> headers, byte[] body) {
        this(headers, "", Map.of(), body);
    }
}
