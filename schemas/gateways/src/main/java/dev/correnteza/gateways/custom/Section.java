package dev.correnteza.gateways.custom;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One object of a definition. Whatever is asked for and is not as it has to be becomes a problem with its path; the reading goes on, so
 * that all problems are told at once.
 */
final class Section {
    private static final int MAX_NAME = 100;

    private final Map<String, Object> members;
    private final String path;
    private final List<String> problems;
    private final Set<String> asked = new TreeSet<>();

    private Section(Map<String, Object> members, String path, List<String> problems) {
        this.members = members;
        this.path = path;
        this.problems = problems;
    }

    static Section root(Map<String, Object> members, List<String> problems) {
        return new Section(members, "", problems);
    }

    boolean has(String name) {
        asked.add(name);
        return members.containsKey(name);
    }

    /** A text that has to be there; empty after a problem. */
    String text(String name) {
        Optional<String> text = optionalText(name);
        if (text.isEmpty() && !has(name)) {
            problem(name, "missing", "a text");
        }
        return text.orElse("");
    }

    Optional<String> optionalText(String name) {
        return value(name, String.class, "a text").filter(text -> {
            if (text.isBlank()) {
                problem(name, "blank", "a text");
            }
            return !text.isBlank();
        });
    }

    /** As {@link #optionalText}, where blanks are something to be said. */
    Optional<String> optionalSeparator(String name) {
        return value(name, String.class, "a text");
    }

    /** One of a few words; {@code fallback} after a problem. */
    <T> T choice(String name, Map<String, T> choices, T fallback) {
        String word = text(name);
        T chosen = choices.get(word);
        if (chosen == null && !word.isEmpty()) {
            problem(name, quoted(word), oneOf(choices.keySet()));
        }
        return chosen == null ? fallback : chosen;
    }

    /** A whole number that has to be there; {@code min} after a problem. */
    long number(String name, long min, long max) {
        Optional<BigDecimal> number = value(name, BigDecimal.class, "a number");
        if (number.isEmpty()) {
            if (!has(name)) {
                problem(name, "missing", "a number");
            }
            return min;
        }
        BigDecimal value = number.get();
        if (value.scale() > 0
                || value.compareTo(BigDecimal.valueOf(min)) < 0
                || value.compareTo(BigDecimal.valueOf(max)) > 0) {
            problem(name, "out of range", "a whole number from " + min + " to " + max);
            return min;
        }
        return value.longValueExact();
    }

    /** An object that has to be there; an empty one after a problem. */
    Section child(String name) {
        return optionalChild(name).orElseGet(() -> {
            if (!has(name)) {
                problem(name, "missing", "an object");
            }
            return new Section(Map.of(), pathOf(name), new ArrayList<>());
        });
    }

    Optional<Section> optionalChild(String name) {
        return value(name, Map.class, "an object").map(child -> new Section(named(child), pathOf(name), problems));
    }

    /** The objects of a list that has to be there. */
    List<Section> children(String name) {
        List<Section> children = new ArrayList<>();
        for (@Nullable Object element : list(name)) {
            String at = pathOf(name) + "[" + children.size() + "]";
            if (element instanceof Map<?, ?> child) {
                children.add(new Section(named(child), at, problems));
            } else {
                problems.add(at + ": no object (expected: an object)");
            }
        }
        if (!has(name)) {
            problem(name, "missing", "a list");
        }
        return children;
    }

    /** The texts of a list; none where there is no list. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (@Nullable Object element : list(name)) {
            if (element instanceof String text && !text.isBlank()) {
                texts.add(text);
            } else {
                problem(name, "something else in it", "a list of texts");
            }
        }
        return texts;
    }

    /**
     * A table that has to be there, from the gateway's words to ours.
     *
     * @param ours the words that may stand on its right side
     */
    Map<String, String> words(String name, Set<String> ours) {
        Section table = child(name);
        Map<String, String> words = new LinkedHashMap<>();
        for (String word : table.members.keySet()) {
            String to = table.text(word);
            if (ours.contains(to)) {
                words.put(word, to);
            } else if (!to.isEmpty()) {
                table.problem(word, quoted(to), oneOf(ours));
            }
        }
        if (table.members.isEmpty() && has(name)) {
            problem(name, "empty", "one word or more");
        }
        return words;
    }

    /** To be called when all has been asked for: what nobody asked for is a problem. */
    void refuseOthers() {
        for (String name : members.keySet()) {
            if (!asked.contains(name)) {
                problem(shortened(name), "unknown", oneOf(asked));
            }
        }
    }

    void problem(String name, String found, String expected) {
        problems.add(pathOf(name) + ": " + found + " (expected: " + expected + ")");
    }

    String pathOf(String name) {
        return path.isEmpty() || name.isEmpty() ? path + name : path + "." + name;
    }

    static String oneOf(Set<String> words) {
        return String.join(", ", new TreeSet<>(words));
    }

    private List<@Nullable Object> list(String name) {
        List<@Nullable Object> elements = new ArrayList<>();
        value(name, List.class, "a list").ifPresent(list -> ((List<?>) list).forEach(elements::add));
        return elements;
    }

    private <T> Optional<T> value(String name, Class<T> type, String expected) {
        if (!has(name)) {
            return Optional.empty();
        }
        Object value = members.get(name);
        if (!type.isInstance(value)) {
            problem(name, "of another kind", expected);
            return Optional.empty();
        }
        return Optional.of(type.cast(value));
    }

    private static Map<String, Object> named(Map<?, ?> object) {
        Map<String, Object> members = new LinkedHashMap<>();
        object.forEach((name, value) -> members.put((String) name, value));
        return members;
    }

    private static String quoted(String word) {
        return "\"" + shortened(word) + "\"";
    }

    private static String shortened(String word) {
        return word.length() > MAX_NAME ? word.substring(0, MAX_NAME) + "…" : word;
    }
}
