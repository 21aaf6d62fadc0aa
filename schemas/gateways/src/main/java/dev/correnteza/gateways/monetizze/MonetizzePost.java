package dev.correnteza.gateways.monetizze;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A post in any of its dresses: JSON, a form that holds the same JSON in a field, or a form with PHP's nesting. */
final class MonetizzePost {
    private static final String JSON_FIELD = "json";
    private static final int MAX_ELEMENTS = 100;

    private final JsonPayload root;

    private MonetizzePost(JsonPayload root) {
        this.root = root;
    }

    /** What is read of a body: the JSON in its field wherever there is one. */
    static MonetizzePost open(JsonPayload body) throws UnreadablePayload {
        @Nullable String json = body.text(JSON_FIELD);
        return new MonetizzePost(json == null ? body : JsonPayload.parse(json.getBytes(UTF_8)));
    }

    JsonPayload root() {
        return root;
    }

    /** The object under a name. */
    Part part(String name) {
        JsonPayload nested = root.at(name);
        return nested.isPresent() ? new Part(nested, "", "") : new Part(root, name + "[", "]");
    }

    /**
     * The objects of a list.
     *
     * @param always a field that each of them has
     */
    List<Part> each(String name, String always) {
        List<Part> parts = new ArrayList<>();
        root.each(name).forEach(nested -> parts.add(new Part(nested, "", "")));
        for (int i = 0; parts.size() == i && i < MAX_ELEMENTS; i++) {
            Part part = new Part(root, name + "[" + i + "][", "]");
            if (part.text(always) != null) {
                parts.add(part);
            }
        }
        return parts;
    }

    /**
     * An object of the post, nested or flattened.
     *
     * @param payload where its fields stand
     */
    record Part(JsonPayload payload, String prefix, String suffix) {
        /** What a field is called in {@link #payload}. */
        String name(String field) {
            return prefix + field + suffix;
        }

        @Nullable
        String text(String field) {
            return payload.text(name(field));
        }

        @Nullable
        Integer integer(String field) {
            return payload.integer(name(field));
        }

        @Nullable
        Integer count(String field) {
            return payload.count(name(field));
        }
    }
}
