package dev.correnteza.processor.charge;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The Idempotency-Key came with another request before; answered 422. */
final class KeyOfAnotherRequest extends ErrorResponseException {
    private static final long serialVersionUID = 1L;

    KeyOfAnotherRequest() {
        super(
                HttpStatus.UNPROCESSABLE_CONTENT,
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "Idempotency-Key: came with another request before (expected: one key per request)"),
                null);
    }
}
