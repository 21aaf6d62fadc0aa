package dev.correnteza.standalone.stack;

import dev.correnteza.standalone.client.Account;
import dev.correnteza.standalone.client.AccountsApi;
import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.client.ServiceApi;
import dev.correnteza.standalone.data.Secrets;
import java.util.Map;
import java.util.Optional;

/** The demo tenant's accounts that can be charged at: what they prove themselves with, and where the simulator notifies them. */
final class ChargingAccounts {
    static final String EFI = "efi";

    private static final String PUSHINPAY = "pushinpay";

    private final AccountsApi accounts;
    private final Secrets secrets;

    ChargingAccounts(AccountsApi accounts, Secrets secrets) {
        this.accounts = accounts;
        this.secrets = secrets;
    }

    /** Gives them the credentials that the simulator takes, where they have none. */
    void giveCredentials() throws ApiFailure {
        giveCredentials(PUSHINPAY, secrets.pushinpayToken());
        giveCredentials(EFI, secrets.efiCredentials());
    }

    /** Sets what sellers set in the gateway's panel. The simulator forgets it when it stops. */
    void setUpPanels(ServiceApi simulator) throws ApiFailure {
        Optional<Account> pushinpay = find(PUSHINPAY);
        if (pushinpay.isPresent()) {
            simulator.post("/_simulator/pushinpay/panel", Map.of("token", signingSecret(pushinpay.get())));
        }
        Optional<Account> efi = find(EFI);
        if (efi.isPresent()) {
            // EFI appends its path to the end of the address: so that it becomes a parameter of no meaning.
            String url = efi.get().webhookUrl() + "?hmac=" + ServiceApi.encoded(signingSecret(efi.get())) + "&ignorar=";
            simulator.post("/_simulator/efi/webhook", Map.of("url", url));
        }
    }

    private void giveCredentials(String gateway, String credentials) throws ApiFailure {
        Optional<Account> account = find(gateway);
        if (account.isPresent() && !hasCredentials(account.get())) {
            accounts.rotate(account.get().accountId(), "API", credentials, null);
        }
    }

    private boolean hasCredentials(Account account) throws ApiFailure {
        return accounts.show(account.accountId())
                .path("secrets")
                .valueStream()
                .anyMatch(secret -> secret.path("kind").asString("").equals("API"));
    }

    private Optional<Account> find(String gateway) throws ApiFailure {
        return accounts.list().stream()
                .filter(account -> account.gateway().equals(gateway))
                .findFirst();
    }

    private static String signingSecret(Account account) {
        return account.signingSecrets().isEmpty()
                ? ""
                : account.signingSecrets().getFirst();
    }
}
