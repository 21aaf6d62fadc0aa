package dev.correnteza.simulator.hotmart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The sales of the account: those of the sample pages, and what was added. */
final class HotmartSales {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> PAGES =
            List.of("api-sales_history-page1.json", "api-sales_history-page2-reconstructed.json");
    private static final int MAX_SALES = 200_000;

    private final Map<String, ObjectNode> byTransaction = new ConcurrentHashMap<>();

    HotmartSales() {
        for (String page : PAGES) {
            sample(page).path("items").forEach(item -> put((ObjectNode) item));
        }
    }

    /** Reads a file of the API's samples. */
    static ObjectNode sample(String name) {
        try (InputStream in = HotmartSales.class.getResourceAsStream("/api/hotmart/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + ": not there (expected: in this jar)");
            }
            return (ObjectNode) JSON.readTree(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a sale, or replaces the one of the same transaction. */
    void put(ObjectNode sale) {
        if (byTransaction.size() >= MAX_SALES) {
            throw new IllegalArgumentException("sales: " + MAX_SALES + " are there (expected: fewer)");
        }
        byTransaction.put(sale.path("purchase").path("transaction").asString(), sale);
    }

    int count() {
        return byTransaction.size();
    }

    /** The answer to a query: the newest sale first. */
    ObjectNode page(HotmartQuery query) {
        List<ObjectNode> found = new ArrayList<>(byTransaction.values().stream()
                .filter(sale -> matches(sale.path("purchase"), query))
                .sorted(Comparator.comparingLong(HotmartSales::orderDate)
                        .reversed()
                        .thenComparing(sale ->
                                sale.path("purchase").path("transaction").asString()))
                .toList());
        long start = (long) (query.page() - 1) * query.rows();
        List<ObjectNode> rows = found.stream().skip(start).limit(query.rows()).toList();

        ObjectNode answer = JSON.createObjectNode();
        ArrayNode items = answer.putArray("items");
        rows.forEach(items::add);
        ObjectNode pageInfo = answer.putObject("page_info");
        pageInfo.put("total_results", found.size());
        if (start + rows.size() < found.size()) {
            pageInfo.put("next_page_token", query.pageToken(query.page() + 1));
        }
        if (query.page() > 1) {
            pageInfo.put("prev_page_token", query.pageToken(query.page() - 1));
        }
        pageInfo.put("results_per_page", query.rows());
        return answer;
    }

    private static boolean matches(JsonNode purchase, HotmartQuery query) {
        long orderDate = purchase.path("order_date").asLong();
        return query.statuses().contains(purchase.path("status").asString())
                && orderDate >= query.startMs()
                && orderDate <= query.endMs()
                && (query.transaction() == null
                        || query.transaction()
                                .equals(purchase.path("transaction").asString()));
    }

    private static long orderDate(ObjectNode sale) {
        return sale.path("purchase").path("order_date").asLong();
    }
}
