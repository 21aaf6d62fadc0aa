package dev.correnteza.processor;

import dev.correnteza.embedded.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A session that is in the way of others until it lets go. */
final class HeldLock implements AutoCloseable {
    private final Connection connection;

    /** @param statement what takes the lock, such as {@code LOCK TABLE processor.payment} */
    HeldLock(Database database, String statement) throws SQLException {
        connection = DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
        connection.setAutoCommit(false);
        connection.createStatement().execute(statement);
    }

    void letGo() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        letGo();
    }
}
