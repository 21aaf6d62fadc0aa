package dev.correnteza.processor.page;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The broker did not acknowledge in time; answered 503. It may have been written all the same: asking again does no harm. */
public final class NotPublished extends ErrorResponseException {
    private static final long serialVersionUID = 1L;

    public NotPublished(Throwable cause) {
        super(
                HttpStatus.SERVICE_UNAVAILABLE,
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.SERVICE_UNAVAILABLE, "the broker did not acknowledge; ask again"),
                cause);
    }
}
