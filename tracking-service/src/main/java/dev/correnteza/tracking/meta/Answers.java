package dev.correnteza.tracking.meta;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads answers by error.code, error_subcode and is_transient; never by title or message, which are localized, and by HTTP status only
 * where there is no error object, because throttling and temporary trouble come as 400 too.
 */
final class Answers {
    private static final Set<Integer> TEMPORARY_EFFECT_UNKNOWN = Set.of(1, 2);
    private static final Set<Integer> TEMPORARY = Set.of(21009);
    private static final Set<Integer> THROTTLED = Set.of(4, 17, 32, 341, 613);
    private static final Set<Integer> NOT_ALLOWED = Set.of(3, 10, 102, 190, 368);
    private static final Set<Integer> REFUSED = Set.of(100, 105);
    private static final int INVALID_PARAMETER = 100;
    private static final int NO_SUCH_OBJECT = 33;
    private static final int CLICK_ID = 2804001;

    private static final int MAX_TRACE_ID = 100;
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);

    private Answers() {}

    /** @param usage header X-Business-Use-Case-Usage; {@code null} where it was not sent */
    static Answer read(int status, @Nullable String usage, byte[] body) {
        JsonNode root = json(body);
        JsonNode error = root.path("error");
        Integer code = integer(error.path("code"));
        if (code != null) {
            Integer subcode = integer(error.path("error_subcode"));
            boolean isTransient = error.path("is_transient").asBoolean(false);
            Outcome outcome = outcome(code, subcode, isTransient, status);
            return new Answer(outcome, status, code, subcode, traceId(error), retryAfter(usage));
        }
        boolean success =
                status >= 200 && status < 300 && root.path("events_received").isIntegralNumber();
        if (!success) {
            return new Answer(withoutError(status, root), status, null, null, traceId(root), retryAfter(usage));
        }
        boolean counted = root.path("events_received").asInt() == 1;
        return new Answer(counted ? Outcome.ACCEPTED : Outcome.MISCOUNTED, status, null, null, traceId(root), null);
    }

    private static Outcome outcome(int code, @Nullable Integer subcode, boolean isTransient, int status) {
        if (THROTTLED.contains(code) || (code >= 80000 && code <= 80014)) {
            return Outcome.THROTTLED;
        }
        if (NOT_ALLOWED.contains(code) || (code >= 200 && code <= 299)) {
            return Outcome.NOT_ALLOWED;
        }
        if (TEMPORARY_EFFECT_UNKNOWN.contains(code)) {
            return Outcome.UNKNOWN;
        }
        if (TEMPORARY.contains(code) || isTransient) {
            return Outcome.TEMPORARY;
        }
        if (code == INVALID_PARAMETER && subcode != null && subcode == NO_SUCH_OBJECT) {
            return Outcome.NOT_ALLOWED;
        }
        if (code == INVALID_PARAMETER && subcode != null && subcode == CLICK_ID) {
            return Outcome.CLICK_ID_REFUSED;
        }
        if (REFUSED.contains(code)) {
            return Outcome.REFUSED;
        }
        return status >= 500 ? Outcome.UNKNOWN : Outcome.UNEXPECTED;
    }

    // A 2xx that is no answer of this API comes from something in between; the event may have passed it.
    private static Outcome withoutError(int status, JsonNode root) {
        if (status == 429) {
            return Outcome.THROTTLED;
        }
        boolean clientError = status >= 400 && status < 500;
        return clientError && root.isObject() ? Outcome.UNEXPECTED : Outcome.UNKNOWN;
    }

    private static JsonNode json(byte[] body) {
        try {
            return ServerEvent.JSON.readTree(body);
        } catch (JacksonException e) {
            return ServerEvent.JSON.missingNode();
        }
    }

    private static @Nullable Integer integer(JsonNode node) {
        return node.canConvertToInt() && node.isIntegralNumber() ? node.asInt() : null;
    }

    private static @Nullable String traceId(JsonNode node) {
        String traceId = node.path("fbtrace_id").asString("");
        return traceId.isEmpty() || traceId.length() > MAX_TRACE_ID ? null : traceId;
    }

    /** The longest {@code estimated_time_to_regain_access}; it is in minutes. */
    private static @Nullable Duration retryAfter(@Nullable String usage) {
        if (usage == null) {
            return null;
        }
        try {
            int minutes = ServerEvent.JSON
                    .readTree(usage)
                    .valueStream()
                    .flatMap(JsonNode::valueStream)
                    .mapToInt(one -> one.path("estimated_time_to_regain_access").asInt(0))
                    .max()
                    .orElse(0);
            Duration wait = Duration.ofMinutes(Math.max(0, minutes));
            return minutes == 0 ? null : wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        } catch (JacksonException e) {
            return null;
        }
    }
}
