package dev.correnteza.processor.charge;

import dev.correnteza.processor.charge.ChargeOutcome.Reason;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The gateway did not charge; answered 422 where it calls the request wrong, else 502. */
final class NotCharged extends ErrorResponseException {
    private static final long serialVersionUID = 1L;

    NotCharged(Charge charge) {
        super(status(charge), problem(charge), null);
    }

    private static HttpStatus status(Charge charge) {
        return String.valueOf(charge.reason()).startsWith(Reason.REQUEST_REFUSED.name())
                ? HttpStatus.UNPROCESSABLE_CONTENT
                : HttpStatus.BAD_GATEWAY;
    }

    private static ProblemDetail problem(Charge charge) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                status(charge), charge.gateway() + " did not charge: " + charge.reason());
        problem.setProperty("paymentId", charge.paymentId());
        problem.setProperty("webhookToken", charge.webhookToken().toString());
        problem.setProperty("reason", charge.reason());
        return problem;
    }
}
