package dev.correnteza.processor.account;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An account to be created.
 *
 * @param gateway name of a supported gateway
 * @param displayName what the tenant calls it
 * @param signingSecret what the gateway signs with or sends along; one is generated where none is given and the account needs one
 * @param settings of the gateway's package
 * @param samples webhooks that the settings are tried on; needed where the settings say what webhooks mean
 */
record NewAccount(
        @Nullable String gateway,
        @Nullable String displayName,
        @Nullable String signingSecret,
        @Nullable Map<String, @Nullable String> settings,
        @Nullable List<SampleRequest> samples) {
    @Override
    public String toString() {
        return "NewAccount[" + gateway + "]";
    }
}
