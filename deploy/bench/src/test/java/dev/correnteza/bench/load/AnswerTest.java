package dev.correnteza.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final String ANSWER =
            "HTTP/1.1 401 Unauthorized\r\ncontent-type: text/plain\r\nCONTENT-length: 5\r\nx: 1\r\n\r\nwrong";

    @Test
    void isReadOnceItIsWhole() {
        for (int length = 0; length < ANSWER.length(); length++) {
            ByteBuf part = buffer(ANSWER.substring(0, length));

            assertThat(Answer.readStatus(part)).isEqualTo(Answer.INCOMPLETE);
            assertThat(part.readableBytes()).isEqualTo(length);
        }

        ByteBuf whole = buffer(ANSWER + "HTTP");
        assertThat(Answer.readStatus(whole)).isEqualTo(401);
        assertThat(whole.readableBytes()).isEqualTo(4);
    }

    @Test
    void mayHaveNoBody() {
        assertThat(Answer.readStatus(buffer("HTTP/1.1 200 OK\r\ncontent-length:0\r\n\r\n")))
                .isEqualTo(200);
    }

    @Test
    void hasToTellItsLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Answer.readStatus(buffer("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")))
                .withMessageContaining("Content-Length");
    }

    private static ByteBuf buffer(String text) {
        return Unpooled.copiedBuffer(text, US_ASCII);
    }
}
