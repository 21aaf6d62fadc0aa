package dev.correnteza.gateways;

import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.TooComplex;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that this project knows of one gateway. Pure: no I/O, no clock, no framework. */
public interface GatewayAdapter {
    Gateway gateway();

    /** Raised whenever the same bytes are read differently than before; kept with every event. 1 or more. */
    int version();

    /**
     * Whether the webhook was sent by the gateway for this account. Decided on the bytes as received; fails closed: no secret
     * configured, no proof sent or an unknown scheme are refusals. The exceptions are {@link UrlSecretVerifier}'s: a gateway that proves
     * nothing at all, and an account that asks for it.
     *
     * @param secrets of the account
     * @param receivedAt our clock, for tolerances and for the validity of secrets
     */
    Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt);

    /**
     * Reads an authentic webhook; callers use {@link #normalize}.
     *
     * @param source starts its events
     * @throws UnreadablePayload when the body cannot be read
     * @throws NotUnderstoodException at the first thing that is not understood
     */
    Normalization read(VerifiedWebhook webhook, EventSource source) throws UnreadablePayload;

    /** Request headers, in lower case, that {@link #read} asks for: they are kept with the event. Never one with a secret. */
    default Set<String> headersRead() {
        return Set.of();
    }

    /** Query parameters that {@link #read} asks for, our own tokens aside: they are kept with the event. Never one with a secret. */
    default Set<String> queryRead() {
        return Set.of();
    }

    /**
     * Whether the gateway proves itself with a secret that the account shares; if not, the secret in the address is everything, and
     * an account of it has no other.
     */
    default boolean hasSigningSecret() {
        return true;
    }

    /**
     * Whether orders that belong to a subscription name it, in webhooks that {@link #read} understands. Where they never do, what an
     * order is called may be all that tells of one.
     */
    default boolean sendsSubscriptions() {
        return true;
    }

    /** Names of the account's settings that the gateway's package asks for, {@link UrlSecretVerifier}'s aside. */
    default Set<String> settingsRead() {
        return Set.of();
    }

    /** As {@link #headersRead()}, for a gateway of which each account says itself what is read. */
    default Set<String> headersRead(Account account) {
        return headersRead();
    }

    /** As {@link #queryRead()}, for a gateway of which each account says itself what is read. */
    default Set<String> queryRead(Account account) {
        return queryRead();
    }

    /**
     * What is wrong with an account's settings, for the people who write them; empty where nothing is.
     *
     * @param settings by name
     */
    default List<String> problemsOf(Map<String, String> settings) {
        return List.of();
    }

    /**
     * As {@link #problemsOf(Map)}, before an account is made: where its settings say what webhooks mean, they are tried on samples.
     *
     * @param account that is to be made
     * @param samples webhooks as they come to it; their proof does not matter
     * @param at when they are taken to be received
     */
    default List<String> problemsOf(Account account, List<ReceivedWebhook> samples, Instant at) {
        return problemsOf(account.settings());
    }

    /** What the gateway appends to the address it was given, without slashes. */
    default Set<String> pathSuffixes() {
        return Set.of();
    }

    /** What the gateway wants to read after a webhook was taken. */
    default WebhookAnswer accepted() {
        return WebhookAnswer.OK;
    }

    /** What an authentic webhook means. */
    default Normalization normalize(VerifiedWebhook webhook) {
        try {
            return read(webhook, EventSource.of(this, webhook));
        } catch (UnreadablePayload e) {
            return e.isTooComplex() ? new TooComplex() : new NotUnderstood(Reason.UNREADABLE_BODY, null);
        } catch (NotUnderstoodException e) {
            return e.asResult();
        }
    }

    /** Whether a transaction's id is that of no other one at this gateway; else only of no other one of its account. */
    default boolean hasOneIdPerTransaction() {
        return true;
    }
}
