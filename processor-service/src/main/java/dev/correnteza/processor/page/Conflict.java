package dev.correnteza.processor.page;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** What is asked for is right and cannot be done as things are; answered 409 with what would have to be otherwise. */
public final class Conflict extends ErrorResponseException {
    private static final long serialVersionUID = 1L;

    /** @param detail what stands in the way, such as {@code account: disabled (expected: active)} */
    public Conflict(String detail) {
        super(HttpStatus.CONFLICT, ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, detail), null);
    }
}
