package dev.correnteza.processor.rebuild;

import dev.correnteza.events.identity.CanaryTenant;
import dev.correnteza.processor.rebuild.BookTables.Derived;
import dev.correnteza.processor.rebuild.BookTables.Place;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares the books row by row, by their primary keys. The service goes on meanwhile: what differs only because one side has read
 * further is gone at the next look, so a difference is one that was there at both.
 */
final class Comparison {
    private static final String PREPARE = """
            CREATE TABLE [new].difference (
                look    integer NOT NULL,
                kind    text    NOT NULL,
                place   text    NOT NULL,
                row_key jsonb   NOT NULL,
                shown   jsonb   NOT NULL,
                columns text[]  NOT NULL
            );
            CREATE INDEX difference_row ON [new].difference (place, row_key, look);
            CREATE TABLE [new].topic_start (
                topic           text    NOT NULL,
                kafka_partition integer NOT NULL,
                earliest        bigint  NOT NULL,
                PRIMARY KEY (topic, kafka_partition)
            )
            """;

    private static final String STARTS = """
            INSERT INTO [new].topic_start
            SELECT *
            FROM unnest(?::text[], ?::integer[], ?::bigint[])
            """;

    private static final String COMPARE = """
            INSERT INTO [new].difference (look, kind, place, row_key, shown, columns)
            SELECT ?,
                   CASE WHEN live.[first] IS NULL THEN 'ONLY_REBUILT'
                        WHEN new.[first] IS NOT NULL THEN 'DIFFERENT'
                        WHEN [forgotten] THEN 'FORGOTTEN'
                        ELSE 'ONLY_LIVE' END,
                   '[table]',
                   jsonb_build_array([key]),
                   jsonb_build_object([shown]),
                   CASE WHEN live.[first] IS NULL OR new.[first] IS NULL THEN '{}'
                        ELSE array_remove(ARRAY[[columns]]::text[], NULL) END
            FROM (SELECT * FROM [live].[table] WHERE [scope]) AS live
            FULL JOIN (SELECT * FROM [new].[table] WHERE [scope]) AS new ON [join]
            WHERE live.[first] IS NULL
               OR new.[first] IS NULL
               OR [differs]
            """;

    // What differs in the order of reading only.
    private static final String SET_APART = """
            UPDATE [new].difference
            SET kind = 'OTHER_ORDER'
            WHERE kind = 'DIFFERENT'
              AND columns = '{}'
            """;

    // Months that are about to be dropped are in one of the two only.
    private static final String KEPT_MONTHS = " AND record_time >= '[month]'::timestamp AT TIME ZONE 'UTC'";

    private static final String FORGOTTEN = """
            EXISTS (
                SELECT
                FROM [new].topic_start AS start
                WHERE start.topic = [topic]
                  AND start.kafka_partition = [partition]
                  AND start.earliest > [offset])""";

    private static final String COUNTS = """
            SELECT kind, count(*)
            FROM [new].difference AS last
            WHERE place = ?
              AND look = ?
              AND (look = 1 OR EXISTS (
                  SELECT
                  FROM [new].difference AS before
                  WHERE before.place = last.place
                    AND before.row_key = last.row_key
                    AND before.look = last.look - 1))
            GROUP BY kind
            """;

    private static final String EXAMPLES = """
            SELECT kind, shown::text, array_to_json(columns)::text
            FROM [new].difference AS last
            WHERE place = ?
              AND look = ?
              AND kind NOT IN ('FORGOTTEN', 'OTHER_ORDER')
              AND (look = 1 OR EXISTS (
                  SELECT
                  FROM [new].difference AS before
                  WHERE before.place = last.place
                    AND before.row_key = last.row_key
                    AND before.look = last.look - 1))
            ORDER BY row_key
            LIMIT ?
            """;

    private static final Set<String> NO_DIFFERENCES = Set.of("FORGOTTEN", "OTHER_ORDER");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Database database;
    private final YearMonth oldestKept;
    private final int examples;

    /**
     * @param oldestKept month of the webhook log
     * @param examples how many rows of a table are named
     */
    Comparison(Database database, YearMonth oldestKept, int examples) {
        this.database = database;
        this.oldestKept = oldestKept;
        this.examples = examples;
    }

    /** @param earliest offsets of the oldest records that there are */
    void prepare(Map<TopicPartition, Long> earliest) throws SQLException {
        database.execute(PREPARE);
        List<Map.Entry<TopicPartition, Long>> starts = List.copyOf(earliest.entrySet());
        database.execute(
                STARTS,
                database.array(
                        "text", starts.stream().map(one -> one.getKey().topic()).toList()),
                database.array(
                        "integer",
                        starts.stream().map(one -> one.getKey().partition()).toList()),
                database.array(
                        "bigint", starts.stream().map(Map.Entry::getValue).toList()));
    }

    /** Forgets earlier looks. */
    void begin() throws SQLException {
        database.execute("TRUNCATE [new].difference");
    }

    /**
     * Looks at all tables.
     *
     * @param number from 1
     * @return whether anything differs that did so at the look before
     */
    boolean look(int number) throws SQLException {
        for (Derived table : BookTables.DERIVED) {
            database.execute(sql(table), number);
        }
        database.execute(SET_APART);
        long differing = 0;
        for (Derived table : BookTables.DERIVED) {
            for (Map.Entry<String, Long> count : counts(table, number).entrySet()) {
                differing += NO_DIFFERENCES.contains(count.getKey()) ? 0 : count.getValue();
            }
        }
        return differing > 0;
    }

    /** What the last look found. */
    List<TableReport> report(int number) throws SQLException {
        List<TableReport> reports = new ArrayList<>();
        for (Derived table : BookTables.DERIVED) {
            Map<String, Long> counts = counts(table, number);
            reports.add(new TableReport(
                    table.name(),
                    database.number("SELECT count(*) FROM [live]." + table.name() + " WHERE " + scope(table)),
                    database.number("SELECT count(*) FROM [new]." + table.name() + " WHERE " + scope(table)),
                    counts.getOrDefault("ONLY_LIVE", 0L),
                    counts.getOrDefault("ONLY_REBUILT", 0L),
                    counts.getOrDefault("DIFFERENT", 0L),
                    counts.getOrDefault("OTHER_ORDER", 0L),
                    counts.getOrDefault("FORGOTTEN", 0L),
                    database.all(
                            EXAMPLES,
                            row -> new TableReport.Example(
                                    row.getString(1),
                                    JSON.readValue(row.getString(2), new TypeReference<Map<String, String>>() {}),
                                    JSON.readValue(row.getString(3), new TypeReference<List<String>>() {})),
                            table.name(),
                            number,
                            examples)));
        }
        return reports;
    }

    private Map<String, Long> counts(Derived table, int number) throws SQLException {
        return database.all(COUNTS, row -> Map.entry(row.getString(1), row.getLong(2)), table.name(), number).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private String sql(Derived table) throws SQLException {
        List<String> key = database.key(table.name());
        List<String> compared = database.columns(table.name()).stream()
                .filter(column -> !key.contains(column) && !table.own().contains(column))
                .toList();
        List<String> shown = table.shown().isEmpty() ? key : table.shown();
        return Schemas.filled(
                COMPARE,
                Map.of(
                        "first",
                        key.getFirst(),
                        "forgotten",
                        forgotten(table.place()),
                        "table",
                        table.name(),
                        "key",
                        joined(key, "coalesce(live.[c], new.[c])::text", ", "),
                        "shown",
                        joined(shown, "'[c]', coalesce(live.[c], new.[c])::text", ", "),
                        "columns",
                        compared.stream().map(column -> named(table, column)).collect(Collectors.joining(", ")),
                        "scope",
                        scope(table),
                        "join",
                        joined(key, "live.[c] = new.[c]", " AND "),
                        "differs",
                        joined(compared, "live.[c] IS DISTINCT FROM new.[c]", " OR ")));
    }

    private static String named(Derived table, String column) {
        String differs = "live." + column + " IS DISTINCT FROM new." + column;
        if (table.byOrder().contains(column)) {
            differs += " AND NOT (" + table.order() + ")";
        }
        return "CASE WHEN " + differs + " THEN '" + column + "' END";
    }

    private String scope(Derived table) throws SQLException {
        String people = database.columns(table.name()).contains("tenant_id")
                ? "tenant_id <> '" + CanaryTenant.ID + "'"
                : "true";
        return table.name().equals("webhook_log")
                ? people + KEPT_MONTHS.replace("[month]", oldestKept.atDay(1).toString())
                : people;
    }

    private static String forgotten(@Nullable Place place) {
        return place == null ? "false" : Schemas.filled(FORGOTTEN, place.names());
    }

    private static String joined(List<String> columns, String pattern, String separator) {
        return columns.stream().map(column -> pattern.replace("[c]", column)).collect(Collectors.joining(separator));
    }
}
