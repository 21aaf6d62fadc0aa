package dev.correnteza.processor.matching;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.type.EventType;
import dev.correnteza.gateways.GatewayAdapter;
import dev.correnteza.gateways.Gateways;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A name by which a payment is known inside a tenant.
 *
 * @param rule the rule that matches by it
 * @param value the name, with its account or gateway where it is unique only there
 */
public record PaymentKey(String tenantId, MatchRule rule, String value) {

    /** Names that an event carries, strongest first. */
    public static List<PaymentKey> of(PaymentEvent event) {
        List<PaymentKey> keys = new ArrayList<>();
        add(keys, event, MatchRule.WEBHOOK_TOKEN, event.getWebhookToken());
        add(keys, event, MatchRule.GATEWAY_TRANSACTION, scoped(event.getAccountId(), event.getGatewayTransactionId()));
        // A sale forwarded by another gateway is the sale that its own gateway reports, in whichever account.
        add(
                keys,
                event,
                MatchRule.ORIGIN_TRANSACTION,
                scoped(event.getOriginGateway(), event.getOriginTransactionId()));
        if (hasOneIdPerTransaction(event)) {
            add(keys, event, MatchRule.ORIGIN_TRANSACTION, scoped(event.getGateway(), event.getGatewayTransactionId()));
        }
        add(keys, event, MatchRule.PAYMENT_ID, event.getPaymentId());
        add(keys, event, MatchRule.EXTERNAL_REFERENCE, scoped(event.getAccountId(), event.getExternalReference()));
        add(keys, event, MatchRule.END_TO_END_ID, event.getEndToEndId());
        return keys;
    }

    /**
     * The name by which somebody may have given a gateway transaction to a payment. It comes with decisions, never with events.
     *
     * @return {@code null} where the event names no transaction
     */
    static @Nullable PaymentKey decided(PaymentEvent event) {
        return event.getGatewayTransactionId() == null
                ? null
                : decided(event.getTenantId(), event.getAccountId(), event.getGatewayTransactionId());
    }

    static PaymentKey decided(String tenantId, String accountId, String gatewayTransactionId) {
        return new PaymentKey(tenantId, MatchRule.MANUAL, account(accountId) + gatewayTransactionId);
    }

    static PaymentKey transaction(String tenantId, String accountId, String gatewayTransactionId) {
        return new PaymentKey(tenantId, MatchRule.GATEWAY_TRANSACTION, account(accountId) + gatewayTransactionId);
    }

    /** The sale at the gateway that made it, of an event that names a transaction. */
    static PaymentKey sale(PaymentEvent event) {
        String forwarded = scoped(event.getOriginGateway(), event.getOriginTransactionId());
        if (forwarded == null && !hasOneIdPerTransaction(event)) {
            return transaction(event.getTenantId(), event.getAccountId(), event.getGatewayTransactionId());
        }
        return new PaymentKey(
                event.getTenantId(),
                MatchRule.ORIGIN_TRANSACTION,
                forwarded == null
                        ? event.getGateway().toLowerCase(Locale.ROOT) + ":" + event.getGatewayTransactionId()
                        : forwarded);
    }

    /** Whether it is a transaction, in an account or at a gateway. */
    boolean isTransaction() {
        return rule == MatchRule.GATEWAY_TRANSACTION || rule == MatchRule.ORIGIN_TRANSACTION;
    }

    /** Whether both are transactions of one account, or of one gateway, and not the same. */
    boolean isAnotherOf(PaymentKey other) {
        return rule == other.rule && scope().equals(other.scope()) && !equals(other);
    }

    /** Whether this transaction of an account is that sale at a gateway: then the gateway told of it itself. */
    boolean isTheSale(PaymentKey sale) {
        return rule == MatchRule.GATEWAY_TRANSACTION
                && value.substring(scope().length())
                        .equals(sale.value.substring(sale.scope().length()));
    }

    private String scope() {
        return value.substring(0, value.indexOf(':') + 1);
    }

    private static String account(String accountId) {
        return accountId.toLowerCase(Locale.ROOT) + ":";
    }

    /**
     * Names by which an event may find its payment. One that was created here is found by what was given to it here: its reference
     * may be that of an order for which another payment was created before.
     */
    static List<PaymentKey> finding(PaymentEvent event) {
        List<PaymentKey> keys = of(event);
        return isCreatedHere(event)
                ? keys.stream()
                        .filter(key -> key.rule() == MatchRule.WEBHOOK_TOKEN || key.rule() == MatchRule.PAYMENT_ID)
                        .toList()
                : keys;
    }

    /** Whether it says that a payment was created here: of a gateway's notices none that does names a payment id of ours. */
    static boolean isCreatedHere(PaymentEvent event) {
        return event.getType().equals(EventType.PAYMENT_CREATED) && event.getPaymentId() != null;
    }

    private static boolean hasOneIdPerTransaction(PaymentEvent event) {
        return Gateways.find(event.getGateway())
                .map(GatewayAdapter::hasOneIdPerTransaction)
                .orElse(true);
    }

    private static void add(List<PaymentKey> keys, PaymentEvent event, MatchRule rule, @Nullable String value) {
        if (value != null) {
            keys.add(new PaymentKey(event.getTenantId(), rule, value));
        }
    }

    private static @Nullable String scoped(@Nullable String scope, @Nullable String value) {
        return scope == null || value == null ? null : scope.toLowerCase(Locale.ROOT) + ":" + value;
    }

    @Override
    public String toString() {
        return "PaymentKey[" + rule + "]";
    }
}
