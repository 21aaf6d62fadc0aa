package dev.correnteza.processor.account;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An account to be created.
 *
 * @param gateway name of a supported gateway
 * @param displayName what the tenant calls it
 * @param signingSecret what the gateway signs with or sends along; one is generated where none is given and the account needs one
 * @param settings of the gateway's package
 */
record NewAccount(
        @Nullable String gateway,
        @Nullable String displayName,
        @Nullable String signingSecret,
        @Nullable Map<String, @Nullable String> settings) {
    @Override
    public String toString() {
        return "NewAccount[" + gateway + "]";
    }
}
