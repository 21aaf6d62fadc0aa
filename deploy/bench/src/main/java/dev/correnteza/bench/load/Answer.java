package dev.correnteza.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;

/** As much of an answer as a measurement needs. */
final class Answer {
    /** What is there is not a whole answer yet. */
    static final int INCOMPLETE = -1;

    private static final AsciiString LENGTH = AsciiString.cached("content-length:");
    private static final int STATUS_AT = 9;
    private static final int STATUS_DIGITS = 3;

    private Answer() {}

    /**
     * Reads an answer with a Content-Length, the only kind that is measured.
     *
     * @return the status, or {@link #INCOMPLETE}, and then nothing is read
     * @throws IllegalArgumentException when the length is not told
     */
    static int readStatus(ByteBuf in) {
        int start = in.readerIndex();
        int bodyAt = endOfHead(in);
        if (bodyAt < 0) {
            return INCOMPLETE;
        }
        int length = contentLength(in, start, bodyAt);
        if (in.writerIndex() - bodyAt < length) {
            return INCOMPLETE;
        }
        in.readerIndex(bodyAt + length);
        return number(in, start + STATUS_AT, STATUS_DIGITS);
    }

    private static int endOfHead(ByteBuf in) {
        int from = in.readerIndex();
        while (true) {
            int lineFeed = in.indexOf(from, in.writerIndex(), (byte) '\n');
            if (lineFeed < 0 || lineFeed + 2 >= in.writerIndex()) {
                return -1;
            }
            if (in.getByte(lineFeed + 1) == '\r' && in.getByte(lineFeed + 2) == '\n') {
                return lineFeed + 3;
            }
            from = lineFeed + 1;
        }
    }

    private static int contentLength(ByteBuf in, int start, int end) {
        for (int line = in.indexOf(start, end, (byte) '\n') + 1;
                line > 0 && line < end;
                line = in.indexOf(line, end, (byte) '\n') + 1) {
            if (startsWithLength(in, line, end)) {
                int at = line + LENGTH.length();
                while (in.getByte(at) == ' ') {
                    at++;
                }
                int digits = 0;
                while (Character.isDigit(in.getByte(at + digits))) {
                    digits++;
                }
                return number(in, at, digits);
            }
        }
        throw new IllegalArgumentException("answer: no Content-Length (expected: one)");
    }

    private static boolean startsWithLength(ByteBuf in, int line, int end) {
        if (end - line < LENGTH.length()) {
            return false;
        }
        for (int i = 0; i < LENGTH.length(); i++) {
            if (Character.toLowerCase(in.getByte(line + i)) != LENGTH.byteAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int number(ByteBuf in, int at, int digits) {
        int number = 0;
        for (int i = 0; i < digits; i++) {
            number = number * 10 + in.getByte(at + i) - '0';
        }
        return number;
    }
}
