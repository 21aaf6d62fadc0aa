package dev.correnteza.tracking.meta;

/** What an answer means for the event. */
public enum Outcome {
    /** Taken. */
    ACCEPTED,
    /** Not taken; trying again later may help. */
    TEMPORARY,
    /** No answer, or one that leaves open whether the event was taken; trying again may count it twice after 48 hours. */
    UNKNOWN,
    /** Not taken; the whole dataset has to wait. */
    THROTTLED,
    /** Not taken; the token or its rights are at fault, so no event of this dataset will be. Somebody has to act. */
    NOT_ALLOWED,
    /** Not taken because of the click id; without it the event may be. */
    CLICK_ID_REFUSED,
    /** Not taken and never will be. */
    REFUSED,
    /** Not taken, with a code that is not in any list; a few more tries do no harm. */
    UNEXPECTED,
    /** Answered as taken, but with another count than was sent; sending it again could count it twice. */
    MISCOUNTED
}
