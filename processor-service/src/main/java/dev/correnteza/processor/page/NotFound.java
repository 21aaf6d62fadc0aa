package dev.correnteza.processor.page;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** There is no such thing, or it belongs to another tenant: the caller cannot tell which. */
public final class NotFound extends ErrorResponseException {
    private static final long serialVersionUID = 1L;

    /** @param what kind of thing, such as payment */
    public NotFound(String what) {
        super(
                HttpStatus.NOT_FOUND,
                ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "no such " + what + " of this tenant"),
                null);
    }
}
