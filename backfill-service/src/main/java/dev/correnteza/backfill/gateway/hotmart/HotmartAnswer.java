package dev.correnteza.backfill.gateway.hotmart;

import dev.correnteza.backfill.failure.ErrorCode;
import dev.correnteza.backfill.failure.TransientFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * A page of the sales history taken apart: its records byte by byte as they were sent.
 *
 * @param records elements of {@code items}
 * @param nextPageToken {@code null} on the last page
 */
record HotmartAnswer(List<byte[]> records, @Nullable String nextPageToken) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** @throws TransientFailure when it is not such a page: a proxy's page of errors, or cut off */
    static HotmartAnswer parse(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            return read(parser, body);
        } catch (JacksonException e) {
            // Its message may quote the body.
            throw new TransientFailure(ErrorCode.GATEWAY_ANSWER_UNREADABLE, null);
        }
    }

    private static HotmartAnswer read(JsonParser parser, byte[] body) {
        @Nullable List<byte[]> records = null;
        @Nullable String nextPageToken = null;
        expect(parser.nextToken() == JsonToken.START_OBJECT);
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "items" -> records = items(parser, body);
                case "page_info" -> nextPageToken = nextPageToken(parser);
                default -> parser.skipChildren();
            }
        }
        if (records == null) {
            throw new TransientFailure(ErrorCode.GATEWAY_ANSWER_UNREADABLE, null);
        }
        return new HotmartAnswer(records, nextPageToken);
    }

    private static List<byte[]> items(JsonParser parser, byte[] body) {
        List<byte[]> items = new ArrayList<>();
        expect(parser.currentToken() == JsonToken.START_ARRAY);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser.currentToken() == JsonToken.START_OBJECT);
            int start = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            int end = (int) parser.currentLocation().getByteOffset();
            items.add(Arrays.copyOfRange(body, start, end));
        }
        return items;
    }

    private static @Nullable String nextPageToken(JsonParser parser) {
        @Nullable String token = null;
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(parser.currentToken() == JsonToken.START_OBJECT);
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("next_page_token") && parser.currentToken() == JsonToken.VALUE_STRING) {
                token = parser.getString();
            } else {
                parser.skipChildren();
            }
        }
        return token == null || token.isBlank() ? null : token;
    }

    private static void expect(boolean condition) {
        if (!condition) {
            throw new TransientFailure(ErrorCode.GATEWAY_ANSWER_UNREADABLE, null);
        }
    }
}
