package dev.correnteza.processor.page;

import dev.correnteza.processor.sql.RecordFaults;
import java.net.URI;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.reactive.resource.NoResourceFoundException;
import org.springframework.web.reactive.result.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Answers each failure with a problem of RFC 9457; what went wrong inside is told to the log only. */
@RestControllerAdvice
class Failures extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(Failures.class);
    private static final URI NO_KIND_OF_ITS_OWN = URI.create("about:blank");

    /** 400 where the database refuses what a caller asks with. */
    @ExceptionHandler(DataAccessException.class)
    Mono<ResponseEntity<Object>> refuse(DataAccessException failure, ServerWebExchange exchange) {
        return RecordFaults.isFaultOfARecord(failure)
                ? answer(HttpStatus.BAD_REQUEST, "path, parameter or body (expected: text without NUL)", exchange)
                : fail(failure, exchange);
    }

    @ExceptionHandler({DataAccessResourceFailureException.class, CannotCreateTransactionException.class})
    Mono<ResponseEntity<Object>> unavailable(Exception failure, ServerWebExchange exchange) {
        log.atWarn().addKeyValue("errorCode", RecordFaults.codeOf(failure)).log("request met no database");
        return answer(HttpStatus.SERVICE_UNAVAILABLE, "the database does not answer; ask again", exchange);
    }

    @ExceptionHandler(Exception.class)
    Mono<ResponseEntity<Object>> fail(Exception failure, ServerWebExchange exchange) {
        log.atError().setCause(failure).log("request failed");
        return answer(HttpStatus.INTERNAL_SERVER_ERROR, "a fault of this service; its log tells more", exchange);
    }

    @Override
    protected Mono<ResponseEntity<Object>> handleResponseStatusException(
            ResponseStatusException failure, HttpHeaders headers, HttpStatusCode status, ServerWebExchange exchange) {
        return failure instanceof NoResourceFoundException
                ? answer(HttpStatus.NOT_FOUND, "no such path", exchange)
                : super.handleResponseStatusException(failure, headers, status, exchange);
    }

    @Override
    protected Mono<ResponseEntity<Object>> handleServerWebInputException(
            ServerWebInputException failure, HttpHeaders headers, HttpStatusCode status, ServerWebExchange exchange) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof JacksonException unreadable) {
                return answer(HttpStatus.BAD_REQUEST, detailOf(unreadable), exchange);
            }
        }
        return super.handleServerWebInputException(failure, headers, status, exchange);
    }

    // Jackson's own words quote what was sent, and name our classes.
    private static String detailOf(JacksonException unreadable) {
        String path = unreadable.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining());
        String name = path.startsWith(".") ? path.substring(1) : path;
        return switch (unreadable) {
            case UnrecognizedPropertyException unknown ->
                name + " (expected: one of "
                        + unknown.getKnownPropertyIds().stream()
                                .map(String::valueOf)
                                .sorted()
                                .collect(Collectors.joining(", "))
                        + ")";
            case MismatchedInputException mismatched
            when !name.isEmpty() -> name + " (expected: " + kindOf(mismatched.getTargetType()) + ")";
            default -> "body (expected: JSON as the OpenAPI document describes it)";
        };
    }

    private static String kindOf(@Nullable Class<?> type) {
        if (type == null) {
            return "another kind of value";
        }
        if (type == Long.class || type == Integer.class || type == long.class || type == int.class) {
            return "a whole number";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        return type == String.class ? "text" : Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    // The type may be left out, and then means this; programs that read it should not have to know.
    @Override
    protected Mono<ResponseEntity<Object>> createResponseEntity(
            @Nullable Object body, @Nullable HttpHeaders headers, HttpStatusCode status, ServerWebExchange exchange) {
        if (body instanceof ProblemDetail problem && problem.getType() == null) {
            problem.setType(NO_KIND_OF_ITS_OWN);
        }
        return super.createResponseEntity(body, headers, status, exchange);
    }

    private Mono<ResponseEntity<Object>> answer(HttpStatus status, String detail, ServerWebExchange exchange) {
        return createResponseEntity(ProblemDetail.forStatusAndDetail(status, detail), null, status, exchange);
    }
}
