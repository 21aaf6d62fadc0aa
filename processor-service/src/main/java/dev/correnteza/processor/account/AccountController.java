package dev.correnteza.processor.account;

import dev.correnteza.events.AccountSecret;
import dev.correnteza.events.AccountStatus;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.events.SecretKind;
import dev.correnteza.events.codec.UndecodableRecord;
import dev.correnteza.events.secret.UnreadableSecret;
import dev.correnteza.gateways.Gateways;
import dev.correnteza.processor.apikey.Tenant;
import dev.correnteza.processor.page.BadRequest;
import dev.correnteza.processor.page.Page;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code /v1/accounts}: the tenant's accounts at gateways. */
@RestController
class AccountController {
    private static final int SECRET_BYTES = 32;
    private static final int MIN_SECRET_LENGTH = 8;

    private final AccountRepository repository;
    private final AccountPublisher publisher;
    private final AccountSecretsBox box;
    private final AccountProperties properties;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    AccountController(
            AccountRepository repository, AccountPublisher publisher, AccountProperties properties, Clock clock) {
        this.repository = repository;
        this.publisher = publisher;
        this.box = new AccountSecretsBox(properties.secrets().cipher());
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * @param reveal true or false: whether addresses and signing secrets are shown
     */
    @GetMapping("/v1/accounts")
    Mono<Page<AccountView>> list(
            @RequestAttribute(Tenant.ATTRIBUTE) String tenantId, @RequestParam(defaultValue = "false") String reveal) {
        boolean isRevealed = checkedFlag(reveal);
        return repository
                .list(tenantId)
                .map(record -> view(read(record), isRevealed))
                .collectList()
                .map(accounts -> new Page<>(accounts, null));
    }

    /** Creates an account; its webhooks are let in as soon as ingest-service has read the record. */
    @PostMapping("/v1/accounts")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<AccountView> create(@RequestAttribute(Tenant.ATTRIBUTE) String tenantId, @RequestBody NewAccount request) {
        if (Gateways.find(request.gateway() == null ? "" : request.gateway()).isEmpty()) {
            throw new BadRequest(
                    "gateway",
                    "one of "
                            + String.join(
                                    ", ",
                                    Gateways.all().stream()
                                            .map(adapter -> adapter.gateway().name())
                                            .toList()));
        }
        GatewayAccount account = account(tenantId, request);
        return publisher.publish(account).thenReturn(view(account, true));
    }

    private GatewayAccount account(String tenantId, NewAccount request) {
        Instant now = clock.instant();
        String accountId =
                "acc_" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
        String signingSecret = request.signingSecret() == null ? generated() : checked(request.signingSecret());
        AccountSecret urlSecret = box.seal(accountId, SecretKind.URL, generated(), now);
        GatewayAccount account = new GatewayAccount();
        account.setAccountId(accountId);
        account.setTenantId(tenantId);
        account.setGateway(request.gateway());
        account.setDisplayName(text("displayName", request.displayName()));
        account.setStatus(AccountStatus.ACTIVE);
        account.setSecrets(List.of(urlSecret, box.seal(accountId, SecretKind.SIGNING, signingSecret, now)));
        account.setSettings(checkedSettings(request.settings()));
        account.setUpdatedAt(now);
        return account;
    }

    private AccountView view(GatewayAccount account, boolean reveal) {
        Instant now = clock.instant();
        return new AccountView(
                account.getTenantId(),
                account.getAccountId(),
                account.getGateway(),
                account.getStatus().name(),
                account.getDisplayName(),
                account.getSettings(),
                reveal ? webhookUrl(account, open(account, SecretKind.URL, now)) : null,
                reveal ? open(account, SecretKind.SIGNING, now) : null);
    }

    private String webhookUrl(GatewayAccount account, List<String> urlSecrets) {
        return "%s/webhooks/%s/%s/%s"
                .formatted(
                        properties.accounts().webhookBaseUrl(),
                        account.getGateway(),
                        account.getAccountId(),
                        urlSecrets.getLast());
    }

    private List<String> open(GatewayAccount account, SecretKind kind, Instant now) {
        try {
            return box.open(account, kind, now);
        } catch (UnreadableSecret e) {
            throw new IllegalStateException("account " + account.getAccountId() + " has an unreadable secret", e);
        }
    }

    private GatewayAccount read(byte[] record) {
        try {
            return publisher.read(record);
        } catch (UndecodableRecord e) {
            throw new IllegalStateException("table holds an account that was read from the topic", e);
        }
    }

    private String generated() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static boolean checkedFlag(String reveal) {
        return switch (reveal) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new BadRequest("reveal", "true or false");
        };
    }

    private static Map<String, String> checkedSettings(@Nullable Map<String, @Nullable String> settings) {
        Map<String, String> checked = new TreeMap<>();
        if (settings != null) {
            settings.forEach((name, value) -> {
                text("settings", name);
                if (text("settings", value) == null) {
                    throw new BadRequest("settings", "a text for each name");
                }
                checked.put(name, value);
            });
        }
        return checked;
    }

    // PostgreSQL's text holds no NUL, and the account has to come back from its topic.
    private static @Nullable String text(String name, @Nullable String value) {
        if (value != null && value.indexOf('\0') >= 0) {
            throw new BadRequest(name, "text without NUL");
        }
        return value;
    }

    private static String checked(String signingSecret) {
        if (signingSecret.strip().length() < MIN_SECRET_LENGTH) {
            throw new BadRequest("signingSecret", "at least " + MIN_SECRET_LENGTH + " characters");
        }
        return signingSecret.strip();
    }

    /**
     * An account to be created.
     *
     * @param gateway name of a supported gateway
     * @param displayName what the tenant calls it
     * @param signingSecret what the gateway signs with or sends along; one is generated where none is given
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
}
