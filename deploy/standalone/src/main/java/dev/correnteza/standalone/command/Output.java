package dev.correnteza.standalone.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prints results: as JSON where it was asked for, else for people.
 *
 * @param isJson whether JSON was asked for
 */
record Output(PrintWriter out, boolean isJson) {
    private static final JsonMapper COMPACT = JsonMapper.shared();
    private static final JsonMapper INDENTED =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String GAP = "  ";

    void json(Object value) {
        out.println(INDENTED.writeValueAsString(value));
    }

    /** In one line, for results that come one after the other. */
    void jsonLine(Object value) {
        out.println(COMPACT.writeValueAsString(value));
    }

    void line(String line) {
        out.println(line);
    }

    /** Columns as wide as what is in them; the last may be of any length. */
    void table(List<String> heads, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(heads);
        all.addAll(rows);
        int columns = heads.size();
        int[] widths = new int[columns];
        for (List<String> row : all) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : all) {
            var line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String cell = row.get(i);
                line.append(cell);
                if (i < columns - 1) {
                    line.append(" ".repeat(widths[i] - cell.length())).append(GAP);
                }
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /** The named fields of each object. */
    void table(List<String> fields, Iterable<JsonNode> objects) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode object : objects) {
            rows.add(fields.stream().map(field -> text(object.path(field))).toList());
        }
        table(fields.stream().map(Output::head).toList(), rows);
    }

    /** Each field of an object in a line of its own. */
    void fields(JsonNode object) {
        List<List<String>> rows = object.propertyStream()
                .map(field -> List.of(field.getKey(), text(field.getValue())))
                .toList();
        table(List.of("FIELD", "VALUE"), rows);
    }

    /** All fields that are there, in a line. */
    static String details(JsonNode object) {
        return object.propertyStream()
                .filter(field -> !field.getValue().isNull() && !field.getValue().isMissingNode())
                .map(field -> field.getKey() + "=" + text(field.getValue()))
                .collect(Collectors.joining(" "));
    }

    static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "-";
        }
        return value.isValueNode() ? value.asString() : value.toString();
    }

    /** {@code gatewayTransactionId} as {@code GATEWAY TRANSACTION ID}. */
    private static String head(String field) {
        return field.replaceAll("([a-z])([A-Z])", "$1 $2").toUpperCase(java.util.Locale.ROOT);
    }
}
