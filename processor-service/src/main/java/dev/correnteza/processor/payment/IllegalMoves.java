package dev.correnteza.processor.payment;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Illegal moves as a payment's row has them: JSON, or nothing where there is none. */
final class IllegalMoves {
    private static final JsonMapper JSON = JsonMapper.shared();

    private IllegalMoves() {}

    static @Nullable String text(List<IllegalMove> moves) {
        return moves.isEmpty() ? null : JSON.writeValueAsString(moves);
    }

    static List<IllegalMove> of(@Nullable String text) {
        return text == null ? List.of() : List.of(JSON.readValue(text, IllegalMove[].class));
    }
}
