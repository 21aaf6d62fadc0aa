package dev.correnteza.processor.deadletter;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A dead letter with all that can be said of it.
 *
 * @param event its fields, as they can be mended; {@code null} where the record holds no event
 */
record DeadLetterPage(
        @JsonUnwrapped DeadLetterView letter, @Nullable ObjectNode event) {
    @Override
    public String toString() {
        return "DeadLetterPage[" + letter.deadLetterId() + "]";
    }
}
