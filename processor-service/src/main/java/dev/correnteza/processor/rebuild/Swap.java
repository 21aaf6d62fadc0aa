package dev.correnteza.processor.rebuild;

import dev.correnteza.events.identity.CanaryTenant;
import dev.correnteza.processor.rebuild.BookTables.Derived;
import dev.correnteza.processor.rebuild.BookTables.Place;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts the rebuilt tables in the place of those in use, in one transaction. Tables that are derived are exchanged; what only this
 * database knows stays where it is, and so do the schema, its functions and who may use it. Instances that run wait for the lock and
 * go on: PostgreSQL finds the tables by their names again.
 */
final class Swap {
    /** Shorter than the time after which PostgreSQL looks for deadlocks: whoever is in the way is never the one that fails. */
    private static final String LOCK_LIMIT = "SET LOCAL statement_timeout = '800ms'";

    private static final int LOCK_TRIES = 60;
    private static final String QUERY_CANCELED = "57014";
    private static final String DEADLOCK = "40P01";
    private static final String LOCK_PAUSE_ENDED = "SET LOCAL statement_timeout = 0";

    private static final String CARRY = """
            UPDATE [new].[table] AS new
            SET [columns]
            FROM [live].[table] AS live
            WHERE [key]
              AND ([differs])
            """;

    private static final String CARRY_FORGOTTEN = """
            INSERT INTO [new].[table]
            SELECT live.*
            FROM [live].[table] AS live
            JOIN [new].topic_start AS start
              ON start.topic = [topic]
             AND start.kafka_partition = [partition]
             AND start.earliest > [offset]
            ON CONFLICT DO NOTHING
            """;

    private static final String MONTHS = """
            SELECT make_webhook_log_month(to_date(right(relname, 7), 'YYYY_MM'))::text
            FROM pg_inherits
            JOIN pg_class ON pg_class.oid = inhrelid
            WHERE inhparent = '[live].webhook_log'::regclass
            """;

    // Payments that are being created here have their names before any record tells of them.
    private static final String NAMES = """
            INSERT INTO [new].payment_key
            SELECT name.*
            FROM [live].charge
            JOIN [live].payment_key AS name USING (tenant_id, payment_id)
            ON CONFLICT (tenant_id, kind, value) DO NOTHING
            """;

    // What waits already keeps its number: a publisher may have it in hand.
    private static final String OUTBOX = """
            INSERT INTO [live].outbox (tenant_id, transition_id, payment_id, public_record, private_record)
            SELECT tenant_id, transition_id, payment_id, public_record, private_record
            FROM [new].outbox AS new
            WHERE NOT EXISTS (
                      SELECT
                      FROM [live].transition AS live
                      WHERE live.tenant_id = new.tenant_id
                        AND live.transition_id = new.transition_id)
              AND EXISTS (
                      SELECT
                      FROM [new].transition AS made
                      WHERE made.tenant_id = new.tenant_id
                        AND made.transition_id = new.transition_id
                        AND made.published_at IS NULL)
            ORDER BY sequence
            """;

    // What somebody has tried again since it was given up in both goes on being tried.
    private static final String APPLIED_NOW = """
            DELETE FROM [live].parked_record AS live
            WHERE NOT EXISTS (
                      SELECT
                      FROM [new].parked_record AS new
                      WHERE (new.topic, new.kafka_partition, new.kafka_offset)
                          = (live.topic, live.kafka_partition, live.kafka_offset))
              AND NOT EXISTS (
                      SELECT
                      FROM [live].dead_letter AS letter
                      JOIN [new].dead_letter AS new USING (dead_letter_id)
                      WHERE (letter.topic, letter.kafka_partition, letter.kafka_offset)
                          = (live.topic, live.kafka_partition, live.kafka_offset)
                        AND letter.state = 'RETRYING'
                        AND new.state = 'OPEN')
            """;

    private static final String PARKED_NOW = """
            INSERT INTO [live].parked_record ([columns])
            SELECT [columns]
            FROM [new].parked_record
            ORDER BY queue_position
            ON CONFLICT (topic, kafka_partition, kafka_offset) DO NOTHING
            """;

    // A letter that the rebuilt books do not have was applied, or waits.
    private static final String LETTERS_DECIDED = """
            UPDATE [live].dead_letter AS live
            SET state = CASE WHEN new.dead_letter_id IS NULL THEN 'APPLIED' ELSE new.state END
            FROM [live].dead_letter AS letter
            LEFT JOIN [new].dead_letter AS new USING (dead_letter_id)
            WHERE letter.dead_letter_id = live.dead_letter_id
              AND live.state IN ('OPEN', 'RETRYING')
              AND (new.state IN ('APPLIED', 'MENDED', 'DISCARDED')
                   OR new.dead_letter_id IS NULL
                  AND NOT EXISTS (
                      SELECT
                      FROM [live].parked_record AS parked
                      WHERE (parked.topic, parked.kafka_partition, parked.kafka_offset)
                          = (live.topic, live.kafka_partition, live.kafka_offset)))
            """;

    private static final String LETTERS_NOW = """
            INSERT INTO [live].dead_letter
            SELECT *
            FROM [new].dead_letter
            ON CONFLICT (dead_letter_id) DO NOTHING
            """;

    // Rules that changed since the rebuilt rows were begun: their tenants' subscriptions are made anew.
    private static final String RULES_CHANGED = """
            INSERT INTO [live].subscription_recount AS old (tenant_id, asked)
            SELECT DISTINCT tenant_id, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint
            FROM ((SELECT * FROM [live].plan_rule EXCEPT SELECT * FROM [new].plan_rule)
                  UNION ALL
                  (SELECT * FROM [new].plan_rule EXCEPT SELECT * FROM [live].plan_rule)) AS changed
            ON CONFLICT (tenant_id) DO UPDATE
            SET asked = greatest(old.asked + 1, excluded.asked),
                payment_id = '',
                subscription = ''
            """;

    private static final String PARTS = """
            SELECT relname
            FROM pg_inherits
            JOIN pg_class ON pg_class.oid = inhrelid
            WHERE inhparent = ?::regclass
            """;

    private static final String VIEWS = """
            SELECT DISTINCT view_schema.nspname || '.' || view.relname, view.relkind, pg_get_viewdef(view.oid)
            FROM pg_depend
            JOIN pg_rewrite ON pg_rewrite.oid = pg_depend.objid AND pg_depend.classid = 'pg_rewrite'::regclass
            JOIN pg_class AS view ON view.oid = pg_rewrite.ev_class
            JOIN pg_namespace AS view_schema ON view_schema.oid = view.relnamespace
            JOIN pg_class AS book ON book.oid = pg_depend.refobjid AND pg_depend.refclassid = 'pg_class'::regclass
            WHERE book.relnamespace = '[live]'::regnamespace
              AND book.relname = ANY (?)
              AND view.oid <> book.oid
            """;

    private static final String GRANTS = """
            SELECT format('GRANT %s ON [new].%I TO %s', privilege_type, relname,
                          CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END)
            FROM pg_class, aclexplode(relacl)
            WHERE relnamespace = '[live]'::regnamespace
              AND relname = ANY (?)
              AND grantee <> relowner
            """;

    private static final String CANARIES_BEFORE = """
            INSERT INTO [new].webhook_log
            SELECT *
            FROM [live].webhook_log
            WHERE tenant_id = ?
            ON CONFLICT DO NOTHING
            """;

    private static final String CANARIES_SINCE = """
            INSERT INTO [new].webhook_log
            SELECT *
            FROM [live].webhook_log
            WHERE tenant_id = ?
              AND record_time > now() - interval '1 day'
            ON CONFLICT DO NOTHING
            """;

    private final Database database;

    /** @param database its transaction is this one */
    Swap(Database database) {
        this.database = database;
    }

    /** Before the lock: what only the live rows know goes along with the rebuilt ones. */
    void carry() throws SQLException {
        database.execute("SET search_path = [new]");
        database.texts(MONTHS);
        database.execute("RESET search_path");
        database.execute(CANARIES_BEFORE, CanaryTenant.ID);
        for (Derived table : BookTables.DERIVED) {
            Place place = table.place();
            if (place != null && !table.isWhole()) {
                database.execute(Schemas.filled(CARRY_FORGOTTEN, place.names()).replace("[table]", table.name()));
            }
            carryOwn(table);
        }
    }

    /** Waits until nobody writes or reads these tables; until the transaction ends nobody does. */
    void lock() throws SQLException, InterruptedException {
        String tables = Stream.concat(BookTables.DERIVED.stream().map(Derived::name), BookTables.UNDER_WAY.stream())
                .map(table -> "[live]." + table)
                .collect(Collectors.joining(", "));
        for (int attempt = 1; true; attempt++) {
            try {
                database.execute(LOCK_LIMIT);
                database.execute("LOCK TABLE " + tables + " IN ACCESS EXCLUSIVE MODE");
                database.execute(LOCK_PAUSE_ENDED);
                return;
            } catch (SQLException e) {
                database.connection().rollback();
                boolean isBusy = Set.of(QUERY_CANCELED, DEADLOCK).contains(String.valueOf(e.getSQLState()));
                if (!isBusy || attempt == LOCK_TRIES) {
                    throw e;
                }
                Thread.sleep(200);
            }
        }
    }

    /** Exchanges the tables, once the rebuilt ones have all that was read. */
    void exchange() throws SQLException {
        database.execute("DROP TRIGGER refuse_record ON [new].ledger");
        keepCanaries();
        for (Derived table : BookTables.DERIVED) {
            if (table.name().equals("transition")) {
                carryOwn(table);
            }
        }
        database.execute(NAMES);
        database.execute(OUTBOX);
        mergeRefused();
        List<String> names = BookTables.DERIVED.stream().map(Derived::name).toList();
        for (String grant : database.texts(GRANTS, database.array("text", names))) {
            database.execute(grant);
        }
        database.execute("SET LOCAL search_path = ''"); // views name the schemas of their tables
        List<String[]> views = database.all(
                VIEWS,
                row -> new String[] {row.getString(1), row.getString(2), row.getString(3)},
                database.array("text", names));
        database.execute("CREATE SCHEMA [before]");
        for (String table : names) {
            move(table, "[live]", "[before]");
            move(table, "[new]", "[live]");
        }
        for (String[] view : views) {
            if (!view[1].equals("v")) {
                throw new IllegalStateException(
                        view[0] + ": materialized (expected: dropped, and made again afterwards)");
            }
            database.execute("CREATE OR REPLACE VIEW " + view[0] + " AS " + view[2]);
        }
        database.execute(RULES_CHANGED);
        database.execute("DROP SCHEMA [new] CASCADE");
    }

    private void carryOwn(Derived table) throws SQLException {
        if (!table.own().isEmpty()) {
            database.execute(Schemas.filled(
                    CARRY,
                    Map.of(
                            "table",
                            table.name(),
                            "columns",
                            joined(table.own(), "[c] = live.[c]", ", "),
                            "key",
                            joined(database.key(table.name()), "new.[c] = live.[c]", " AND "),
                            "differs",
                            joined(table.own(), "new.[c] IS DISTINCT FROM live.[c]", " OR "))));
        }
    }

    // The rebuilt books have none. They are watched for by who sent them, and deleted soon.
    private void keepCanaries() throws SQLException {
        for (Derived table : BookTables.DERIVED) {
            if (!table.name().equals("webhook_log")
                    && database.columns(table.name()).contains("tenant_id")) {
                database.execute(
                        "INSERT INTO [new]." + table.name() + " SELECT * FROM [live]." + table.name()
                                + " WHERE tenant_id = ? ON CONFLICT DO NOTHING",
                        CanaryTenant.ID);
            }
        }
        database.execute(CANARIES_SINCE, CanaryTenant.ID);
    }

    private void mergeRefused() throws SQLException {
        List<String> parked = new ArrayList<>(database.columns("parked_record"));
        parked.remove("queue_position");
        database.execute(APPLIED_NOW);
        database.execute(PARKED_NOW.replace("[columns]", String.join(", ", parked)));
        database.execute(LETTERS_DECIDED);
        database.execute(LETTERS_NOW);
    }

    private void move(String table, String from, String to) throws SQLException {
        for (String part : database.texts(PARTS, database.in(from) + "." + table)) {
            database.execute("ALTER TABLE " + from + "." + part + " SET SCHEMA " + to);
        }
        database.execute("ALTER TABLE " + from + "." + table + " SET SCHEMA " + to);
    }

    private static String joined(Iterable<String> columns, String pattern, String separator) {
        List<String> parts = new ArrayList<>();
        columns.forEach(column -> parts.add(pattern.replace("[c]", column)));
        return String.join(separator, parts);
    }
}
