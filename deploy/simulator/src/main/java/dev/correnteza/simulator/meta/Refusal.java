package dev.correnteza.simulator.meta;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the Conversions API that takes nothing.
 *
 * @param status HTTP status; throttling and tokens come with several, so nobody should decide by it
 * @param subcode {@code error_subcode}; {@code null} where the answer has none
 * @param isTransient {@code is_transient}; {@code null} where the answer has none
 * @param title {@code error_user_title}; {@code null} where the answer has none
 */
record Refusal(
        int status,
        String message,
        String type,
        int code,
        @Nullable Integer subcode,
        @Nullable Boolean isTransient,
        @Nullable String title,
        @Nullable String userMessage) {

    private static final int INVALID_PARAMETER = 100;

    static Refusal tokenUnparseable() {
        return graph(401, "Invalid OAuth access token - Cannot parse access token", 190, null);
    }

    static Refusal noPermission(String datasetId) {
        return new Refusal(
                400,
                "Unsupported post request. Object with ID '" + datasetId
                        + "' does not exist, cannot be loaded due to missing"
                        + " permissions, or does not support this operation. Please read the Graph API documentation at"
                        + " https://developers.facebook.com/docs/graph-api",
                "GraphMethodException",
                INVALID_PARAMETER,
                33,
                null,
                null,
                null);
    }

    static Refusal throttled() {
        return graph(400, "(#4) Application request limit reached", 4, true);
    }

    static Refusal temporary() {
        return graph(500, "An unexpected error has occurred. Please retry your request later.", 2, true);
    }

    static Refusal notHashed(String key) {
        return invalid(
                2804016,
                "User Parameter Not Hashed",
                "The " + key
                        + " parameter isn’t hashed. Hash all user parameters as SHA256, except for client user agent, click"
                        + " ID, and browser ID. Any other user parameters that are not hashed are automatically rejected by"
                        + " Facebook.");
    }

    static Refusal noValue() {
        return invalid(
                2804009,
                "Missing Value for Purchase Event",
                "Your purchase event doesn’t include a value parameter. Enter a value. For example: 1.99");
    }

    static Refusal noCurrency() {
        return invalid(
                2804010,
                "Missing Currency for Purchase Event",
                "Your purchase event doesn’t include a currency parameter. Enter a currency parameter. For example: USD");
    }

    static Refusal insufficientUserData() {
        return invalid(
                2804050,
                "You haven't added sufficient customer information parameter data for this event",
                "This event has no customer information parameters or it has a combination of customer information parameters that"
                        + " is so broad that it is unlikely to be effective for matching.");
    }

    static Refusal malformedClickId() {
        return invalid(
                2804001,
                "Click ID Incorrectly Formatted",
                "The click ID (_fbc) parameter is not formatted correctly. See the click ID parameter field for guidelines on"
                        + " formatting this parameter.");
    }

    static Refusal tooOld() {
        return invalid(
                2804003,
                "Event Timestamp Too Old",
                "The timestamp for this event is too far in the past. Events need to be sent from your server within 7 days of when"
                        + " they occurred. Enter a timestamp that has occurred within the last 7 days.");
    }

    /** Code 100 is documented for these, the text is made up: no captured body of them was found. */
    static Refusal invalidParameter(String reason) {
        return new Refusal(400, "(#100) " + reason, "OAuthException", INVALID_PARAMETER, null, false, null, null);
    }

    private static Refusal invalid(int subcode, String title, String userMessage) {
        return new Refusal(
                400, "Invalid parameter", "OAuthException", INVALID_PARAMETER, subcode, false, title, userMessage);
    }

    private static Refusal graph(int status, String message, int code, @Nullable Boolean isTransient) {
        return new Refusal(status, message, "OAuthException", code, null, isTransient, null, null);
    }

    /** The body, keys in Meta's order. */
    Map<String, Object> body(String traceId) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", message);
        error.put("type", type);
        error.put("code", code);
        putUnlessNull(error, "error_subcode", subcode);
        putUnlessNull(error, "is_transient", isTransient);
        putUnlessNull(error, "error_user_title", title);
        putUnlessNull(error, "error_user_msg", userMessage);
        error.put("fbtrace_id", traceId);
        return Map.of("error", error);
    }

    private static void putUnlessNull(Map<String, Object> error, String key, @Nullable Object value) {
        if (value != null) {
            error.put(key, value);
        }
    }
}
