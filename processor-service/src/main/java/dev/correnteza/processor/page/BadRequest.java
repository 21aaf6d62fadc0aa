package dev.correnteza.processor.page;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A parameter that cannot be used; answered 400 with what would have been right. */
public final class BadRequest extends ErrorResponseException {
    private static final long serialVersionUID = 1L;

    /**
     * @param name of the parameter or field
     * @param expected what it has to be
     */
    public BadRequest(String name, String expected) {
        super(
                HttpStatus.BAD_REQUEST,
                ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, name + " (expected: " + expected + ")"),
                null);
    }
}
