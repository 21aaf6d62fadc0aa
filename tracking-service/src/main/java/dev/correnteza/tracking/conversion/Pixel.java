package dev.correnteza.tracking.conversion;

import dev.correnteza.tracking.meta.ActionSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A dataset that a tenant's sales are reported to.
 *
 * @param pixelId digits, the dataset id at Meta
 * @param accessToken of the dataset; secret
 * @param actionSource where the tenant's sales take place
 * @param eventSourceUrl page of the sales, without personal data; needed for website
 */
record Pixel(
        @Nullable String tenantId,
        @Nullable String pixelId,
        @Nullable String accessToken,
        @DefaultValue("chat") ActionSource actionSource,
        @Nullable String eventSourceUrl) {

    Pixel {
        if (tenantId == null || tenantId.isBlank()) {
            throw new IllegalArgumentException("pixels.tenant-id: missing (expected: a tenant)");
        }
        if (pixelId == null || !pixelId.matches("[0-9]{1,32}")) {
            throw new IllegalArgumentException("pixels.pixel-id: malformed or missing (expected: digits)");
        }
        if (accessToken == null || !accessToken.matches("[\\x21-\\x7e]+")) {
            throw new IllegalArgumentException(
                    "pixels.access-token: missing or malformed (expected: the token of the dataset)");
        }
        if (actionSource == ActionSource.WEBSITE && (eventSourceUrl == null || eventSourceUrl.isBlank())) {
            throw new IllegalArgumentException(
                    "pixels.event-source-url: missing (expected: a URL, as action-source is website)");
        }
    }

    String tenant() {
        return required(tenantId);
    }

    String id() {
        return required(pixelId);
    }

    String token() {
        return required(accessToken);
    }

    private static String required(@Nullable String value) {
        if (value == null) {
            throw new IllegalStateException("the constructor refuses null");
        }
        return value;
    }

    @Override
    public String toString() {
        return "Pixel[" + tenantId + ", " + pixelId + ", ***]";
    }
}
