package dev.correnteza.processor.sql;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.r2dbc.postgresql.client.EncodedParameter;
import io.r2dbc.postgresql.codec.Codec;
import io.r2dbc.postgresql.message.Format;
import org.jspecify.annotations.Nullable;

/** Reads {@link Bytea}: {@code \x} and hexadecimal digits in the text form, which rows come in. */
final class ByteaCodec implements Codec<Bytea> {
    private static final int BYTEA = 17;
    private static final int PREFIX = 2;
    private static final int DIGIT_BITS = 4;
    private static final int RADIX = 16;

    @Override
    public boolean canDecode(int dataType, Format format, Class<?> type) {
        return dataType == BYTEA && type == Bytea.class;
    }

    @Override
    public @Nullable Bytea decode(@Nullable ByteBuf buffer, int dataType, Format format, Class<? extends Bytea> type) {
        if (buffer == null) {
            return null;
        }
        byte[] read = ByteBufUtil.getBytes(buffer);
        if (format == Format.FORMAT_BINARY) {
            return new Bytea(read);
        }
        byte[] bytes = new byte[(read.length - PREFIX) / 2];
        for (int i = 0; i < bytes.length; i++) {
            int at = PREFIX + 2 * i;
            bytes[i] = (byte) ((Character.digit(read[at], RADIX) << DIGIT_BITS) | Character.digit(read[at + 1], RADIX));
        }
        return new Bytea(bytes);
    }

    @Override
    public boolean canEncode(Object value) {
        return false;
    }

    @Override
    public boolean canEncodeNull(Class<?> type) {
        return false;
    }

    @Override
    public EncodedParameter encode(Object value) {
        throw new UnsupportedOperationException("only read");
    }

    @Override
    public EncodedParameter encode(Object value, int dataType) {
        return encode(value);
    }

    @Override
    public EncodedParameter encodeNull() {
        throw new UnsupportedOperationException("only read");
    }
}
