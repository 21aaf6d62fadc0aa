package dev.correnteza.gateways.efi;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Gateway;
import dev.correnteza.gateways.GatewayAdapter;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.time.Instant;
import java.util.Set;

/** EFI's webhooks. */
public final class EfiAdapter implements GatewayAdapter {
    static final Gateway EFI = new Gateway("efi");

    /** Setting of an account that is charged at: the Pix key that receives the money. */
    public static final String PIX_KEY = "pix-key";

    /** What EFI appends to the address that was registered. */
    static final String PATH_SUFFIX = "pix";

    @Override
    public Gateway gateway() {
        return EFI;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> pathSuffixes() {
        return Set.of(PATH_SUFFIX);
    }

    @Override
    public Set<String> settingsRead() {
        return Set.of(PIX_KEY);
    }

    @Override
    public boolean sendsSubscriptions() {
        return false;
    }

    @Override
    public Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        return EfiVerifier.verify(webhook, secrets, receivedAt);
    }

    @Override
    public Normalization read(VerifiedWebhook webhook, EventSource source) throws UnreadablePayload {
        return EfiNormalizer.normalize(webhook.received().json(), source);
    }
}
