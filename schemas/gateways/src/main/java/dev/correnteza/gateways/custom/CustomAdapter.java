package dev.correnteza.gateways.custom;

import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Gateway;
import dev.correnteza.gateways.GatewayAdapter;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Webhooks of a platform that the account itself defines. */
public final class CustomAdapter implements GatewayAdapter {
    private static final Gateway CUSTOM = new Gateway("custom");

    @Override
    public Gateway gateway() {
        return CUSTOM;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        return CustomVerifier.verify(webhook, secrets, receivedAt);
    }

    @Override
    public Normalization read(VerifiedWebhook webhook, EventSource source) throws UnreadablePayload {
        ReceivedWebhook received = webhook.received();
        // Read first: what cannot be read is no matter of the definition.
        var body = received.json();
        Optional<CustomDefinition> definition = CustomDefinition.of(received.account());
        return definition.isEmpty()
                ? new NotUnderstood(Reason.MISSING_FIELD, "setting " + CustomDefinition.SETTING)
                : new Understood(List.of(new CustomNormalizer(definition.get(), received, body, source).event()));
    }

    // Each account is a platform of its own.
    @Override
    public boolean hasOneIdPerTransaction() {
        return false;
    }

    @Override
    public Set<String> settingsRead() {
        return Set.of(CustomDefinition.SETTING);
    }

    @Override
    public Set<String> headersRead(Account account) {
        return CustomDefinition.of(account).map(CustomDefinition::headers).orElse(Set.of());
    }

    @Override
    public Set<String> queryRead(Account account) {
        return CustomDefinition.of(account).map(CustomDefinition::query).orElse(Set.of());
    }

    @Override
    public List<String> problemsOf(Map<String, String> settings) {
        @Nullable String definition = settings.get(CustomDefinition.SETTING);
        return definition == null
                ? List.of(CustomDefinition.SETTING + ": missing (expected: the definition of the gateway)")
                : CustomDefinitionCheck.problemsOf(definition);
    }

    @Override
    public List<String> problemsOf(Account account, List<ReceivedWebhook> samples, Instant at) {
        List<String> problems = problemsOf(account.settings());
        if (!problems.isEmpty()) {
            return problems;
        }
        return samples.isEmpty()
                ? List.of("samples: none (expected: webhooks as the platform sends them)")
                : CustomDefinitionCheck.problemsOf(account, samples, at);
    }
}
