package dev.correnteza.simulator.webhook;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Changing single values of JSON bodies. */
final class JsonBodies {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private JsonBodies() {}

    static ObjectNode read(byte[] body) {
        return (ObjectNode) MAPPER.readTree(body);
    }

    static byte[] write(ObjectNode root) {
        return MAPPER.writeValueAsBytes(root);
    }

    /** The object at a path; {@code null} where there is none. */
    static @Nullable ObjectNode child(ObjectNode root, String... path) {
        JsonNode node = root;
        for (String name : path) {
            node = node.path(name);
        }
        return node instanceof ObjectNode object ? object : null;
    }

    /** Replaces a value that is there; adds nothing. */
    static void replace(@Nullable ObjectNode object, String name, String value) {
        if (object != null && object.hasNonNull(name)) {
            object.put(name, value);
        }
    }

    /** A UUID that no sample has. */
    static String uuid(long number) {
        return "00000000-0000-4000-9000-%012x".formatted(number);
    }
}
