package dev.correnteza.processor.account;

import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.VerifiedWebhook;

/** What a request to an account's address comes to. */
public sealed interface Reading {

    /** It does not come from the gateway, or that cannot be told. */
    record Refused(Rejection reason) implements Reading {}

    /** It comes from the gateway. */
    record Authentic(VerifiedWebhook webhook, Normalization meaning) implements Reading {}

    /** It comes from the gateway, and the gateway's package fails on it. */
    record AdapterFailed(VerifiedWebhook webhook) implements Reading {}
}
