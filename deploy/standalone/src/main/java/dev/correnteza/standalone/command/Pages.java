package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.client.ServiceApi;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reads a list that is served in pages. */
final class Pages {
    private static final int LARGEST_PAGE = 100;

    private Pages() {}

    /** The first items, as many as the limit allows. */
    static List<JsonNode> read(ServiceApi api, String path, Map<String, String> filters, int limit) throws ApiFailure {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            Map<String, String> query = new LinkedHashMap<>(filters);
            query.put("limit", Integer.toString(Math.min(LARGEST_PAGE, limit - items.size())));
            query.put("cursor", cursor);
            JsonNode page = api.get(path, query);
            page.path("items").forEach(items::add);
            cursor = page.path("nextCursor").asString("");
        } while (!cursor.isEmpty() && items.size() < limit);
        return items;
    }
}
