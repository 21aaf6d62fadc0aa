package dev.correnteza.ingest.webhook;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What the path of a webhook names: {@code /webhooks/<gateway>/<account>/<secret>}, and what some gateways append.
 *
 * @param gateway not yet known to exist
 * @param accountId not yet known to exist
 * @param urlSecret last segment of the address that the gateway was given
 * @param suffix what the gateway appended to it; empty for nothing
 */
record WebhookAddress(String gateway, String accountId, String urlSecret, String suffix) {
    private static final String PREFIX = "/webhooks";
    private static final int WITHOUT_SUFFIX = 3;

    /** Whether what is sent there is for webhooks, well-formed or not. */
    static boolean isBelow(String uri) {
        return uri.startsWith(PREFIX)
                && (uri.length() == PREFIX.length() || "/?#".indexOf(uri.charAt(PREFIX.length())) >= 0);
    }

    /** @return empty where the path is another one */
    static Optional<WebhookAddress> of(String uri) {
        int end = uri.indexOf('?');
        String path = end < 0 ? uri : uri.substring(0, end);
        if (!path.startsWith(PREFIX + "/")) {
            return Optional.empty();
        }
        List<String> segments = List.of(path.substring(PREFIX.length() + 1).split("/", -1));
        if (segments.size() < WITHOUT_SUFFIX || segments.size() > WITHOUT_SUFFIX + 1 || segments.contains("")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new WebhookAddress(
                    decoded(segments.get(0)),
                    decoded(segments.get(1)),
                    decoded(segments.get(2)),
                    segments.size() == WITHOUT_SUFFIX ? "" : decoded(segments.getLast())));
        } catch (IllegalArgumentException wrongEscape) {
            return Optional.empty();
        }
    }

    private static String decoded(String segment) {
        return segment.indexOf('%') < 0
                ? segment
                : QueryStringDecoder.decodeComponent(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "WebhookAddress[***]";
    }
}
