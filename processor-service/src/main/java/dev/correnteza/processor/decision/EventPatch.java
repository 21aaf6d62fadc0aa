package dev.correnteza.processor.decision;

import dev.correnteza.processor.page.BadRequest;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A JSON Patch (RFC 6902) of an event as the API shows it. */
final class EventPatch {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_OPERATIONS = 100;
    /** What each operation needs beside its path. */
    private static final Map<String, List<String>> OPERATIONS = Map.of(
            "add", List.of("value"),
            "remove", List.of(),
            "replace", List.of("value"),
            "move", List.of("from"),
            "copy", List.of("from"),
            "test", List.of("value"));
    /** More than a record holds. */
    private static final int MOST_CHARACTERS = 1_000_000;
    /** Several times as deep as an event. */
    private static final int DEEPEST = 16;

    private final JsonArray operations;

    private EventPatch(JsonArray operations) {
        this.operations = operations;
    }

    /** @throws BadRequest when it is none, whatever the event */
    static EventPatch of(@Nullable JsonNode patch) {
        if (patch == null || !patch.isArray() || patch.isEmpty() || patch.size() > MOST_OPERATIONS) {
            throw new BadRequest("patch", "a JSON Patch of 1 to " + MOST_OPERATIONS + " operations");
        }
        for (JsonNode operation : patch) {
            List<String> needed = OPERATIONS.get(operation.path("op").asString(""));
            if (needed == null
                    || !operation.path("path").isString()
                    || !needed.stream().allMatch(operation::has)) {
                throw new BadRequest("patch", "operations of RFC 6902");
            }
        }
        try (JsonReader reader = Json.createReader(new StringReader(patch.toString()))) {
            return new EventPatch(reader.readArray());
        } catch (JsonException e) {
            throw new BadRequest("patch", "operations of RFC 6902");
        }
    }

    /** @throws BadRequest when it does not fit, or makes of it what no record holds */
    JsonNode apply(ObjectNode event) {
        try (JsonReader reader = Json.createReader(new StringReader(event.toString()))) {
            JsonObject patched = reader.readObject();
            // One by one: a few dozen that copy what the one before made are more than any memory holds.
            for (JsonValue operation : operations) {
                patched = Json.createPatch(
                                Json.createArrayBuilder().add(operation).build())
                        .apply(patched);
                requireHoldable(patched);
            }
            return JSON.readTree(patched.toString());
        } catch (JsonException | ClassCastException e) {
            throw new BadRequest("patch", "operations of RFC 6902 that fit the event");
        } catch (ArithmeticException e) {
            throw new BadRequest("patch", "numbers that an event can hold");
        }
    }

    private static void requireHoldable(JsonObject patched) {
        if (charactersOf(patched, 0) > MOST_CHARACTERS) {
            throw new BadRequest(
                    "patch", "what leaves at most " + MOST_CHARACTERS + " characters, " + DEEPEST + " levels deep");
        }
    }

    // About as many as it is written in; what is too deep counts as too long.
    private static long charactersOf(JsonValue value, int depth) {
        if (depth > DEEPEST) {
            return MOST_CHARACTERS + 1L;
        }
        return switch (value.getValueType()) {
            case OBJECT ->
                value.asJsonObject().entrySet().stream()
                        .mapToLong(field -> field.getKey().length() + charactersOf(field.getValue(), depth + 1))
                        .sum();
            case ARRAY ->
                value.asJsonArray().stream()
                        .mapToLong(item -> 1 + charactersOf(item, depth + 1))
                        .sum();
            case STRING -> ((JsonString) value).getChars().length();
            default -> value.toString().length();
        };
    }
}
