package dev.correnteza.tracking.meta;

import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One event as it is sent, so that every attempt sends the same bytes.
 *
 * @param json of the event, without the surrounding {@code data}
 * @param matchKeys keys of its user_data, in order; names only
 */
public record ServerEvent(String json, Set<String> matchKeys) {
    // Amounts keep their digits on the way through.
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** The same event without its click id, for when Meta does not like it. */
    public static ServerEvent withoutClickId(String json) {
        ObjectNode event = (ObjectNode) JSON.readTree(json);
        ObjectNode userData = (ObjectNode) event.get("user_data");
        userData.remove("fbc");
        return new ServerEvent(JSON.writeValueAsString(event), new LinkedHashSet<>(userData.propertyNames()));
    }

    @Override
    public String toString() {
        return "ServerEvent" + matchKeys;
    }
}
