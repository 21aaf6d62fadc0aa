package dev.correnteza.processor.caller;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The key is a known one, and its role is not enough; answered 403 with the role that would be. */
public final class Forbidden extends ErrorResponseException {
    private static final long serialVersionUID = 1L;

    Forbidden(Role role, Role needed) {
        super(HttpStatus.FORBIDDEN, ProblemDetail.forStatusAndDetail(HttpStatus.FORBIDDEN, detail(role, needed)), null);
    }

    /** What a caller reads. */
    public static String detail(Role role, Role needed) {
        return "role of the key: " + role + " (expected: " + needed + (needed == Role.ADMIN ? ")" : " or higher)");
    }
}
