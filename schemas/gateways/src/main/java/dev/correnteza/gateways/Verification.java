package dev.correnteza.gateways;

/** Whether a webhook comes from the gateway. */
public sealed interface Verification {

    /** It does. */
    record Verified(VerifiedWebhook webhook) implements Verification {}

    /** It does not, or cannot be told. */
    record Rejected(Rejection reason) implements Verification {}

    /** Why not. Names end up in metrics and in {@code webhook-refused}; they hold nothing of the request. */
    enum Rejection {
        /** The account has no secret to verify with. */
        NO_SECRET_CONFIGURED,
        /** The request carries no proof. */
        PROOF_MISSING,
        /** The proof is not of the form that the gateway sends. */
        PROOF_MALFORMED,
        /** The proof is of the right form and wrong. */
        PROOF_WRONG,
        /** Signed too long ago or in the future. */
        OUTSIDE_TIME_WINDOW,
        /** The proof is inside the body, and the body cannot be read. */
        BODY_UNREADABLE,
        /** The proof is inside the body, and the body is nested too deeply or has too many or too long tokens. */
        BODY_TOO_COMPLEX
    }
}
