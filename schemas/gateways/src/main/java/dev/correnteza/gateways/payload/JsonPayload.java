package dev.correnteza.gateways.payload;

import dev.correnteza.gateways.Normalization.Reason;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

/**
 * A JSON object from a gateway. Reading is lenient in what says nothing ({@code null}, {@code ""}, {@code []} for an object) and
 * strict in what says something: numbers stay decimal, ids may be numbers or text.
 */
public final class JsonPayload {
    /** Deepest nesting that is read; the deepest payload seen has 8 levels. */
    static final int MAX_DEPTH = 40;

    private static final int MAX_NUMBER_LENGTH = 60;
    private static final int MAX_NAME_LENGTH = 500;
    private static final int MAX_TOKENS = 50_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .maxNameLength(MAX_NAME_LENGTH)
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private static final JsonPayload ABSENT = new JsonPayload(MissingNode.getInstance(), null, "");

    private final JsonNode node;
    private final @Nullable JsonPayload parent;
    private final String name;

    private JsonPayload(JsonNode node, @Nullable JsonPayload parent, String name) {
        this.node = node;
        this.parent = parent;
        this.name = name;
    }

    /**
     * Reads a body that has to be one JSON object.
     *
     * @throws UnreadablePayload when it is not, has a key twice, or passes a limit
     */
    public static JsonPayload parse(byte[] body) throws UnreadablePayload {
        JsonNode root;
        try {
            root = MAPPER.readTree(body);
        } catch (StreamConstraintsException e) {
            throw new UnreadablePayload("too deep, too many or too long tokens", true);
        } catch (JacksonException e) {
            throw new UnreadablePayload("not JSON", false);
        } catch (NumberFormatException e) {
            // An exponent beyond 32 bits, short as it is written; of this the parser makes no exception of its own.
            throw new UnreadablePayload("number too large or too small", true);
        }
        if (!root.isObject()) {
            throw new UnreadablePayload("not a JSON object", false);
        }
        return new JsonPayload(root, null, "");
    }

    /** An object made of text values: what a form says, read like JSON. */
    public static JsonPayload ofForm(Map<String, String> form) {
        var object = JsonNodeFactory.instance.objectNode();
        form.forEach(object::put);
        return new JsonPayload(object, null, "");
    }

    /** The object under a name; an absent one (to which everything is absent) where there is none, or {@code []}, or null. */
    public JsonPayload at(String name) {
        JsonNode child = node.path(name);
        return child.isObject() ? new JsonPayload(child, this, name) : ABSENT;
    }

    /** The objects of an array under a name; none where there is no array. */
    public List<JsonPayload> each(String name) {
        JsonNode array = node.path(name);
        List<JsonPayload> objects = new ArrayList<>();
        if (array.isArray()) {
            for (JsonNode element : array) {
                if (element.isObject()) {
                    objects.add(new JsonPayload(element, this, name));
                }
            }
        }
        return objects;
    }

    /** The texts of an array under a name; none where there is no array. */
    public List<String> texts(String name) {
        JsonNode array = node.path(name);
        List<String> texts = new ArrayList<>();
        if (array.isArray()) {
            for (JsonNode element : array) {
                if (element.isString()) {
                    texts.add(wellFormed(element.stringValue()));
                }
            }
        }
        return texts;
    }

    /** Whether there is an object here. */
    public boolean isPresent() {
        return node.isObject();
    }

    /** Whether a name stands here with anything but null. */
    public boolean has(String name) {
        JsonNode child = node.path(name);
        return !child.isMissingNode() && !child.isNull();
    }

    /** Whether a text stands here, a blank one too. */
    boolean isText(String name) {
        return node.path(name).isString();
    }

    /** A text or number as text without surrounding blanks; {@code null} where absent, blank, or of another kind. */
    public @Nullable String text(String name) {
        JsonNode child = node.path(name);
        if (child.isString()) {
            String text = wellFormed(child.stringValue()).strip();
            return text.isEmpty() ? null : text;
        }
        return child.isNumber() ? child.asString() : null;
    }

    /**
     * As {@link #text}, for what has to be there.
     *
     * @throws NotUnderstoodException MISSING_FIELD with the path
     */
    public String requiredText(String name) {
        String text = text(name);
        if (text == null) {
            throw new NotUnderstoodException(Reason.MISSING_FIELD, pathOf(name));
        }
        return text;
    }

    /** A number, or a number in quotes; {@code null} where absent, blank or not a number. */
    public @Nullable BigDecimal number(String name) {
        JsonNode child = node.path(name);
        if (child.isNumber()) {
            return child.decimalValue();
        }
        String text = child.isString() ? child.stringValue().strip() : "";
        if (text.isEmpty() || text.length() > MAX_NUMBER_LENGTH) {
            return null;
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** A whole number that fits 32 bits; {@code null} otherwise. */
    public @Nullable Integer integer(String name) {
        BigDecimal number = number(name);
        if (number == null || number.precision() - (long) number.scale() > 10) {
            return null;
        }
        try {
            return number.intValueExact();
        } catch (ArithmeticException e) {
            return null;
        }
    }

    /** How many of something there are: as {@link #integer}, and {@code null} too where it is less than one. */
    public @Nullable Integer count(String name) {
        Integer number = integer(name);
        return number == null || number < 1 ? null : number;
    }

    /** True for {@code true}, {@code 1} and the same in quotes; false for everything else. */
    public boolean flag(String name) {
        JsonNode child = node.path(name);
        if (child.isBoolean()) {
            return child.booleanValue();
        }
        String text = text(name);
        return "true".equalsIgnoreCase(text) || "1".equals(text);
    }

    /** Where a name stands in the payload, for messages. */
    public String pathOf(String child) {
        return parent == null ? child : parent.pathOf(name) + "." + child;
    }

    /**
     * The whole object as plain values: {@code String}, {@code BigDecimal}, {@code Boolean}, {@code List} and {@code Map} by name. Members
     * that are null are left out; an element that is null is a null.
     */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            Object value = value(member.getValue());
            if (value != null) {
                values.put(member.getKey(), value);
            }
        }
        return values;
    }

    private static @Nullable Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> new JsonPayload(node, null, "").values();
            case ARRAY -> {
                List<@Nullable Object> elements = new ArrayList<>();
                node.forEach(element -> elements.add(value(element)));
                yield elements;
            }
            case STRING -> wellFormed(node.stringValue());
            case NUMBER -> node.decimalValue();
            case BOOLEAN -> node.booleanValue();
            case NULL, MISSING, BINARY, POJO -> null;
        };
    }

    /**
     * Half of a character beyond 16 bits, left where a gateway cut a text, becomes what UTF-8 makes of it everywhere else: a question
     * mark.
     */
    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            }
        }
        return text;
    }

    /** The whole object as JSON. */
    public String json() {
        return node.toString();
    }
}
