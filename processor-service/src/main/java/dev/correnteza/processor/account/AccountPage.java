package dev.correnteza.processor.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the API shows of one account. Times are ISO 8601 in UTC.
 *
 * @param updatedAt when it was last changed
 * @param signaturesFailing that its webhooks are refused for their proof; {@code null} while they are not
 * @param secrets its secrets without their values, the newest first, past ones too
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AccountPage(
        @JsonUnwrapped AccountView account,
        Instant updatedAt,
        @Nullable SignaturesFailing signaturesFailing,
        List<SecretView> secrets) {

    /**
     * @param keyId id of the key that encrypts it
     * @param validUntil accepted until, excluded; {@code null} while current
     * @param readable whether that key is configured here; an unreadable secret verifies nothing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SecretView(
            String secretId,
            String kind,
            String keyId,
            Instant validFrom,
            @Nullable Instant validUntil,
            boolean readable) {}
}
