package dev.correnteza.processor;

import dev.correnteza.embedded.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tables as they stand, read over JDBC. */
record Books(Database database) {
    /** Tables that are derived from facts, without times of ours. */
    private static final List<String> DERIVED = List.of("payment", "gateway_transaction", "customer", "subscription");

    /** Every row of the derived tables of a tenant, by table. */
    Map<String, List<String>> derived(String tenantId) {
        Map<String, List<String>> tables = new TreeMap<>();
        for (String table : DERIVED) {
            tables.put(
                    table,
                    texts("SELECT t::text FROM processor." + table + " t WHERE tenant_id = '" + tenantId
                            + "' ORDER BY 1"));
        }
        tables.put(
                "customer_key",
                texts("SELECT t::text FROM processor.customer_key t WHERE tenant_id = '" + tenantId + "' ORDER BY 1"));
        return tables;
    }

    long count(String query) {
        return Long.parseLong(texts("SELECT count(*) FROM processor." + query).getFirst());
    }

    /** First column of each row. */
    List<String> texts(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
    }
}
