package dev.correnteza.backfill.failure;

/** What went wrong, in a word that may be shown to the tenant and counted. */
public enum ErrorCode {
    /** The gateway refuses the account's API credentials. */
    GATEWAY_CREDENTIALS_REFUSED,
    /** The gateway knows the credentials and refuses what is asked. */
    GATEWAY_FORBIDDEN,
    /** The gateway calls the request wrong: ours to mend. */
    GATEWAY_REQUEST_REFUSED,
    /** The gateway answers something that is not its documented answer. */
    GATEWAY_ANSWER_UNREADABLE,
    /** Too many calls. */
    GATEWAY_THROTTLED,
    /** No answer, or a 5xx. */
    GATEWAY_UNAVAILABLE,
    /** The account is no longer configured. */
    ACCOUNT_UNKNOWN,
    /** The broker did not confirm a write. */
    BROKER_UNAVAILABLE,
    /** Anything that is not known to be for ever. */
    INFRASTRUCTURE
}
