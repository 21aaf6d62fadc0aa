package dev.correnteza.processor.account;

import dev.correnteza.processor.caller.Caller;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who changed an account, as its record tells it in a header: a change that was published counts, and is in the audit log also where
 * nobody lived to write it there.
 *
 * @param changeId of this change alone
 * @param keyId of the API key
 * @param action what the audit log calls it
 * @param details of the audit log: neither secrets nor personal data
 */
record AccountChange(UUID changeId, String keyId, String action, Map<String, String> details) {
    private static final String HEADER = "account-change";
    private static final JsonMapper JSON = JsonMapper.shared();

    static AccountChange by(Caller caller, String action, Map<String, String> details) {
        return new AccountChange(UUID.randomUUID(), caller.keyId(), action, details);
    }

    /** {@code null} where nobody says who it was. */
    static @Nullable AccountChange of(Headers headers) throws Unreadable {
        Header header = headers.lastHeader(HEADER);
        if (header == null) {
            return null;
        }
        try {
            AccountChange change = JSON.readValue(header.value(), AccountChange.class);
            if (change.changeId != null && change.keyId != null && change.action != null && change.details != null) {
                return change;
            }
        } catch (JacksonException | IllegalArgumentException e) {
            // told below, without its content
        }
        throw new Unreadable();
    }

    void writeTo(Headers headers) {
        headers.add(HEADER, JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8));
    }

    /** The header holds something else. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
