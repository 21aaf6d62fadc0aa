package dev.correnteza.tracking.conversion;

/** Why a conversion ended without being accepted. */
enum Reason {
    /** The transition says no amount, or no currency of ISO 4217. */
    NO_AMOUNT,
    /** What is known of the customer fits too many people, and Meta would refuse it. */
    TOO_LITTLE_KNOWN,
    /** It could not be put into Meta's form; a bug of ours. */
    NOT_BUILDABLE,
    /** Older than Meta takes. */
    TOO_OLD,
    /** An attempt's outcome stayed unknown for so long that another could count the sale twice. */
    OUTCOME_UNKNOWN,
    /** Meta refused it for good. */
    REFUSED,
    /** Meta refused it several times with a code that is in no list. */
    UNEXPECTED,
    /** Meta answered with another count than was sent. */
    MISCOUNTED
}
