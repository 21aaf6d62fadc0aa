package dev.correnteza.processor.subscription;

import dev.correnteza.processor.caller.Caller;
import dev.correnteza.processor.caller.Role;
import dev.correnteza.processor.caller.RoleNeeded;
import dev.correnteza.processor.ledger.LedgerRepository.SubscriptionRef;
import dev.correnteza.processor.page.BadRequest;
import dev.correnteza.processor.page.Cursor;
import dev.correnteza.processor.page.Limit;
import dev.correnteza.processor.page.NotFound;
import dev.correnteza.processor.page.Page;
import dev.correnteza.processor.subscription.SubscriptionState.Standing;
import dev.correnteza.processor.subscription.SubscriptionState.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code /v1/subscriptions}: the tenant's subscriptions. An id is unique in its account. */
@RestController
class SubscriptionController {
    private static final List<String> STATUSES =
            Arrays.stream(Status.values()).map(Enum::name).toList();

    private static final List<String> STATES =
            Arrays.stream(Standing.values()).map(Enum::name).toList();

    private final SubscriptionQueries queries;
    private final Subscriptions subscriptions;

    SubscriptionController(SubscriptionQueries queries, Subscriptions subscriptions) {
        this.queries = queries;
        this.subscriptions = subscriptions;
    }

    @GetMapping("/v1/subscriptions")
    @RoleNeeded(Role.VIEWER)
    Mono<Page<SubscriptionView>> list(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit) {
        int size = Limit.of(limit);
        return queries.list(
                        caller.tenantId(),
                        checked("status", status, STATUSES),
                        checked("state", state, STATES),
                        Cursor.of(cursor),
                        size + 1)
                .collectList()
                .map(read -> Page.of(read, size, view -> new Cursor(view.lastOccurredAt(), view.place())));
    }

    @GetMapping("/v1/subscriptions/{accountId}/{subscriptionId}")
    @RoleNeeded(Role.VIEWER)
    Mono<SubscriptionView> one(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable String accountId,
            @PathVariable String subscriptionId) {
        return queries.find(caller.tenantId(), accountId, subscriptionId)
                .switchIfEmpty(Mono.error(() -> new NotFound("subscription")));
    }

    /** Its paid charges, in the order they were paid: made anew from its facts, and with them the plans it had. */
    @GetMapping("/v1/subscriptions/{accountId}/{subscriptionId}/cycles")
    @RoleNeeded(Role.VIEWER)
    Mono<Page<CycleView>> cycles(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable String accountId,
            @PathVariable String subscriptionId) {
        return one(caller, accountId, subscriptionId)
                .flatMap(found ->
                        subscriptions.cycles(new SubscriptionRef(caller.tenantId(), accountId, subscriptionId)))
                .map(cycles -> new Page<>(cycles.stream().map(CycleView::of).toList(), null));
    }

    private static @Nullable String checked(String name, @Nullable String value, List<String> known) {
        if (value == null) {
            return null;
        }
        String upper = value.toUpperCase(Locale.ROOT);
        if (!known.contains(upper)) {
            throw new BadRequest(name, "one of " + String.join(", ", known));
        }
        return upper;
    }
}
