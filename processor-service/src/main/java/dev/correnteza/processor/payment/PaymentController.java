package dev.correnteza.processor.payment;

import dev.correnteza.events.PaymentStatus;
import dev.correnteza.processor.caller.Caller;
import dev.correnteza.processor.caller.Role;
import dev.correnteza.processor.caller.RoleNeeded;
import dev.correnteza.processor.page.BadRequest;
import dev.correnteza.processor.page.Cursor;
import dev.correnteza.processor.page.Limit;
import dev.correnteza.processor.page.NotFound;
import dev.correnteza.processor.page.Page;
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

/** {@code /v1/payments}: the tenant's payments. */
@RestController
class PaymentController {
    private static final List<String> STATUSES =
            Arrays.stream(PaymentStatus.values()).map(Enum::name).toList();

    private final PaymentQueries queries;

    PaymentController(PaymentQueries queries) {
        this.queries = queries;
    }

    @GetMapping("/v1/payments")
    @RoleNeeded(Role.VIEWER)
    Mono<Page<PaymentView>> list(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String gatewayTransactionId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit) {
        int size = Limit.of(limit);
        return queries.list(caller.tenantId(), checked(status), gatewayTransactionId, Cursor.of(cursor), size + 1)
                .collectList()
                .map(read -> Page.of(read, size, view -> new Cursor(view.firstOccurredAt(), view.paymentId())));
    }

    @GetMapping("/v1/payments/{paymentId}")
    @RoleNeeded(Role.VIEWER)
    Mono<PaymentView> one(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String paymentId) {
        return queries.find(caller.tenantId(), paymentId).switchIfEmpty(Mono.error(() -> new NotFound("payment")));
    }

    private static @Nullable String checked(@Nullable String status) {
        if (status == null) {
            return null;
        }
        String upper = status.toUpperCase(Locale.ROOT);
        if (!STATUSES.contains(upper)) {
            throw new BadRequest("status", "one of " + String.join(", ", STATUSES));
        }
        return upper;
    }
}
