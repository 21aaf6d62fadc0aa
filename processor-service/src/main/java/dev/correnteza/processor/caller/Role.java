package dev.correnteza.processor.caller;

/** What a key lets its bearer do; each role may do what those before it may. */
public enum Role {
    /** Reads what is no secret. */
    VIEWER,
    /** Changes what can be put right again: webhooks let in, records retried. */
    OPERATOR,
    /** Makes and ends keys, accounts and secrets, and sees them. */
    ADMIN;

    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }
}
