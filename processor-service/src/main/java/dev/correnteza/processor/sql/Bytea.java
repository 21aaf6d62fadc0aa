package dev.correnteza.processor.sql;

/**
 * Binary content of a row, by {@code row.get(column, Bytea.class)}; the driver's own way to an array takes a regular expression for
 * each (r2dbc-postgresql 1.1.1).
 */
public record Bytea(byte[] bytes) {
    @Override
    public String toString() {
        return "Bytea[" + bytes.length + "]";
    }
}
