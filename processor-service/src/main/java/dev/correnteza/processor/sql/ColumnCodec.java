package dev.correnteza.processor.sql;

import io.netty.buffer.ByteBuf;
import io.r2dbc.postgresql.client.EncodedParameter;
import io.r2dbc.postgresql.codec.Codec;
import io.r2dbc.postgresql.message.Format;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Binds {@link Column}. */
final class ColumnCodec implements Codec<Column> {
    @Override
    public boolean canEncode(Object value) {
        return value instanceof Column;
    }

    @Override
    public EncodedParameter encode(Object value) {
        Column column = (Column) value;
        return new EncodedParameter(Format.FORMAT_BINARY, column.type(), Mono.fromSupplier(column::buffer));
    }

    @Override
    public EncodedParameter encode(Object value, int dataType) {
        return encode(value);
    }

    @Override
    public boolean canEncodeNull(Class<?> type) {
        return false;
    }

    @Override
    public EncodedParameter encodeNull() {
        throw new UnsupportedOperationException("columns are never null");
    }

    @Override
    public boolean canDecode(int dataType, Format format, Class<?> type) {
        return false;
    }

    @Override
    public Column decode(@Nullable ByteBuf buffer, int dataType, Format format, Class<? extends Column> type) {
        throw new UnsupportedOperationException("columns are only bound");
    }
}
