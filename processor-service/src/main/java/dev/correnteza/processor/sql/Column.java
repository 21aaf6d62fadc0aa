package dev.correnteza.processor.sql;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * The values of one column as an array to bind, in PostgreSQL's binary form already. The driver's own arrays are text, escaped
 * character by character: that was the largest part of what an event cost.
 */
public final class Column {
    private final int type;
    private final byte[] bytes;

    /**
     * @param type object id of the array's type
     * @param bytes as the server's {@code array_recv} takes them
     */
    Column(int type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    int type() {
        return type;
    }

    ByteBuf buffer() {
        return Unpooled.wrappedBuffer(bytes);
    }

    @Override
    public String toString() {
        return "Column[" + type + "]";
    }
}
