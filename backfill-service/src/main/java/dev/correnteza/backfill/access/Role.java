package dev.correnteza.backfill.access;

import org.springframework.http.HttpMethod;

/** What a key lets its bearer do; the roles are those of processor-service. */
enum Role {
    /** Looks at runs and replays. */
    VIEWER,
    /** Starts, pauses and cancels them. */
    OPERATOR,
    /** Here the same as an operator. */
    ADMIN;

    /** The least that a request needs: whatever is no look is a change. */
    static Role neededFor(HttpMethod method) {
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD) ? VIEWER : OPERATOR;
    }

    boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }
}
