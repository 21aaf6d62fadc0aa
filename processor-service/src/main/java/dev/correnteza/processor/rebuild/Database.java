package dev.correnteza.processor.rebuild;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * One connection of a rebuild's own, by JDBC: what it does takes long, and waits on a thread of its own.
 */
final class Database implements AutoCloseable {
    private static final String COLUMNS = """
            SELECT attname
            FROM pg_attribute
            WHERE attrelid = ?::regclass
              AND attnum > 0
              AND NOT attisdropped
            ORDER BY attnum
            """;

    private static final String KEY = """
            SELECT attname
            FROM pg_index
            JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
            WHERE indrelid = ?::regclass
              AND indisprimary
            ORDER BY array_position(indkey::int2[], attnum)
            """;

    private final Connection connection;
    private final Schemas schemas;

    Database(Connection connection, Schemas schemas) {
        this.connection = connection;
        this.schemas = schemas;
    }

    Connection connection() {
        return connection;
    }

    /** Names of the columns of a live table, in order. */
    List<String> columns(String table) throws SQLException {
        return texts(COLUMNS, schemas.live() + "." + table);
    }

    /** Names of the columns of its primary key, in order. */
    List<String> key(String table) throws SQLException {
        return texts(KEY, schemas.live() + "." + table);
    }

    /** @return rows changed */
    long execute(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values)) {
            return statement.execute() ? 0 : statement.getLargeUpdateCount();
        }
    }

    long number(String sql, Object... values) throws SQLException {
        return one(sql, row -> row.getLong(1), values);
    }

    /** First column of each row. */
    List<String> texts(String sql, Object... values) throws SQLException {
        return all(sql, row -> row.getString(1), values);
    }

    <T> T one(String sql, Row<T> mapping, Object... values) throws SQLException {
        return all(sql, mapping, values).getFirst();
    }

    <T> List<T> all(String sql, Row<T> mapping, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(mapping.of(rows));
            }
            return all;
        }
    }

    /** With the names of the schemas. */
    String in(String sql) {
        return schemas.in(sql);
    }

    Array array(String type, List<?> values) throws SQLException {
        return connection.createArrayOf(type, values.toArray());
    }

    PreparedStatement prepare(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(schemas.in(sql));
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** What is read of a row. */
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }
}
