package dev.correnteza.embedded;

/**
 * A PostgreSQL database and who may use it.
 *
 * @param host name or address of the server
 * @param username of the role that owns the database; not a superuser, may create databases and roles
 * @param password in clear; not part of the URLs and never printed
 */
public record Database(String host, int port, String name, String username, String password) {

    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + name;
    }

    public String r2dbcUrl() {
        return "r2dbc:postgresql://" + host + ":" + port + "/" + name;
    }

    /** The same server and role, another database. */
    Database named(String otherName) {
        return new Database(host, port, otherName, username, password);
    }

    @Override
    public String toString() {
        return "Database[" + jdbcUrl() + ", " + username + ", ***]";
    }
}
