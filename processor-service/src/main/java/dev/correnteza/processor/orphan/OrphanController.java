package dev.correnteza.processor.orphan;

import dev.correnteza.processor.caller.Caller;
import dev.correnteza.processor.caller.Role;
import dev.correnteza.processor.caller.RoleNeeded;
import dev.correnteza.processor.page.BadRequest;
import dev.correnteza.processor.page.Cursor;
import dev.correnteza.processor.page.Limit;
import dev.correnteza.processor.page.Page;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code /v1/orphans}: payments of the tenant that should have met a webhook, or the other way round. */
@RestController
class OrphanController {
    private static final Duration LONGEST = Duration.ofDays(365);

    private final OrphanQueries queries;
    private final Clock clock;

    OrphanController(OrphanQueries queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    /** @param olderThan how long a payment that was created here may wait for its first webhook, such as PT1H */
    @RoleNeeded(Role.VIEWER)
    @GetMapping("/v1/orphans")
    Mono<Page<OrphanView>> list(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @RequestParam(defaultValue = "PT1H") String olderThan,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit) {
        int size = Limit.of(limit);
        Instant now = clock.instant();
        return queries.list(caller.tenantId(), checked(olderThan), Cursor.of(cursor), size + 1, now)
                .collectList()
                .map(read -> Page.of(read, size, view -> new Cursor(view.since(), view.paymentId())));
    }

    private static Duration checked(String asked) {
        try {
            Duration duration = Duration.parse(asked);
            if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (DateTimeException e) {
            // refused below
        }
        throw new BadRequest("olderThan", "a duration such as PT1H, up to P365D");
    }
}
