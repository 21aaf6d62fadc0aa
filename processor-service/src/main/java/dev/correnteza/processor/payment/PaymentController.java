package dev.correnteza.processor.payment;

import dev.correnteza.processor.apikey.Tenant;
import dev.correnteza.processor.page.Cursor;
import dev.correnteza.processor.page.Limit;
import dev.correnteza.processor.page.NotFound;
import dev.correnteza.processor.page.Page;
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
    private final PaymentQueries queries;

    PaymentController(PaymentQueries queries) {
        this.queries = queries;
    }

    @GetMapping("/v1/payments")
    Mono<Page<PaymentView>> list(
            @RequestAttribute(Tenant.ATTRIBUTE) String tenantId,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String gatewayTransactionId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = Limit.DEFAULT) int limit) {
        int checked = Limit.checked(limit);
        @Nullable String upper = status == null ? null : status.toUpperCase(Locale.ROOT);
        return queries.list(tenantId, upper, gatewayTransactionId, Cursor.of(cursor), checked + 1)
                .collectList()
                .map(read -> Page.of(read, checked, view -> new Cursor(view.lastOccurredAt(), view.paymentId())));
    }

    @GetMapping("/v1/payments/{paymentId}")
    Mono<PaymentView> one(@RequestAttribute(Tenant.ATTRIBUTE) String tenantId, @PathVariable String paymentId) {
        return queries.find(tenantId, paymentId).switchIfEmpty(Mono.error(() -> new NotFound("payment")));
    }
}
