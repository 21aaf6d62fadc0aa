package dev.correnteza.processor.page;

import dev.correnteza.processor.sql.RecordFaults;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import reactor.core.publisher.Mono;

/** Answers 400 where the database refuses what a caller asks with. */
@RestControllerAdvice
class UnusableText {
    @ExceptionHandler(DataAccessException.class)
    Mono<ProblemDetail> refuse(DataAccessException failure) {
        return RecordFaults.isFaultOfARecord(failure)
                ? Mono.just(ProblemDetail.forStatusAndDetail(
                        HttpStatus.BAD_REQUEST, "path or parameter (expected: text without NUL)"))
                : Mono.error(failure);
    }
}
