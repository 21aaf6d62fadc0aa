package dev.correnteza.processor.conservation;

import dev.correnteza.processor.caller.Caller;
import dev.correnteza.processor.caller.Role;
import dev.correnteza.processor.caller.RoleNeeded;
import dev.correnteza.processor.page.BadRequest;
import dev.correnteza.processor.page.Page;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code /v1/conservation}: received = applied + duplicate + quarantined + parked + dead-lettered, by account and hour. */
@RestController
class ConservationController {
    private static final Duration BY_DEFAULT = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final int MOST = 10_000;

    private final ConservationRepository repository;
    private final Clock clock;

    ConservationController(ConservationRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    @GetMapping("/v1/conservation")
    @RoleNeeded(Role.VIEWER)
    Mono<Page<ConservationView>> list(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @RequestParam(required = false) @Nullable String accountId,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        Instant end =
                to == null ? clock.instant().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1)) : time("to", to);
        Instant start = from == null ? end.minus(BY_DEFAULT) : time("from", from);
        if (Duration.between(start, end).compareTo(LONGEST) > 0) {
            throw new BadRequest("from", "at most 31 days before to");
        }
        return repository
                .list(caller.tenantId(), accountId, start, end, MOST + 1)
                .collectList()
                .map(items -> {
                    if (items.size() > MOST) {
                        throw new BadRequest("from", "later: more than " + MOST + " rows; or one accountId");
                    }
                    return new Page<>(items, null);
                });
    }

    private static Instant time(String name, String asked) {
        try {
            return Instant.parse(asked);
        } catch (DateTimeException e) {
            throw new BadRequest(name, "a time such as 2026-01-31T00:00:00Z");
        }
    }
}
