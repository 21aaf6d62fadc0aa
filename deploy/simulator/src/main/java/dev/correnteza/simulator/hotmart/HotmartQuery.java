package dev.correnteza.simulator.hotmart;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A query of the sales history.
 *
 * @param statuses to be found
 * @param transaction {@code null} for all
 * @param startMs earliest order date, epoch milliseconds
 * @param endMs latest order date
 * @param rows per page
 * @param page from 1
 */
record HotmartQuery(Set<String> statuses, @Nullable String transaction, long startMs, long endMs, int rows, int page) {
    static final Set<String> STATUSES = Set.of(
            "APPROVED",
            "BLOCKED",
            "CANCELLED",
            "CHARGEBACK",
            "COMPLETE",
            "EXPIRED",
            "NO_FUNDS",
            "OVERDUE",
            "PARTIALLY_REFUNDED",
            "PRE_ORDER",
            "PRINTED_BILLET",
            "PROCESSING_TRANSACTION",
            "PROTESTED",
            "REFUNDED",
            "STARTED",
            "UNDER_ANALISYS",
            "WAITING_PAYMENT");

    private static final Set<String> WITHOUT_STATUS = Set.of("APPROVED", "COMPLETE");
    private static final int MAX_ROWS = 500;
    private static final int DEFAULT_ROWS = 10;
    private static final Pattern TOKEN = Pattern.compile("\\{\"rows\":([0-9]{1,3}),\"page\":([0-9]{1,6})}");

    /** @throws IllegalArgumentException naming the parameter that is refused */
    static HotmartQuery parse(String uri) {
        Map<String, List<String>> parameters = new QueryStringDecoder(uri).parameters();
        List<String> asked = parameters.getOrDefault("transaction_status", List.of());
        if (!STATUSES.containsAll(asked)) {
            throw new IllegalArgumentException("transaction_status");
        }
        @Nullable String transaction = first(parameters, "transaction");
        Set<String> statuses = asked.isEmpty() ? (transaction == null ? WITHOUT_STATUS : STATUSES) : Set.copyOf(asked);
        int rows = (int) Math.min(MAX_ROWS, number(parameters, "max_results", DEFAULT_ROWS));
        int page = 1;
        @Nullable String token = first(parameters, "page_token");
        if (token != null) {
            Matcher matcher = TOKEN.matcher(decode(token));
            if (!matcher.matches()) {
                throw new IllegalArgumentException("page_token");
            }
            rows = Integer.parseInt(matcher.group(1));
            page = Integer.parseInt(matcher.group(2));
        }
        if (rows < 1 || page < 1) {
            throw new IllegalArgumentException(token == null ? "max_results" : "page_token");
        }
        return new HotmartQuery(
                statuses,
                transaction,
                number(parameters, "start_date", 0),
                number(parameters, "end_date", Long.MAX_VALUE),
                rows,
                page);
    }

    String pageToken(int otherPage) {
        String text = "{\"rows\":" + rows + ",\"page\":" + otherPage + "}";
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String decode(String token) {
        try {
            return new String(Base64.getDecoder().decode(token), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("page_token", e);
        }
    }

    private static @Nullable String first(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        return values.isEmpty() ? null : values.getFirst();
    }

    private static long number(Map<String, List<String>> parameters, String name, long otherwise) {
        @Nullable String text = first(parameters, name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException(name);
        }
        return Long.parseLong(text);
    }
}
