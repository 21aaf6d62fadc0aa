package dev.correnteza.processor.webhooklog;

import dev.correnteza.processor.caller.Caller;
import dev.correnteza.processor.caller.Role;
import dev.correnteza.processor.caller.RoleNeeded;
import dev.correnteza.processor.page.Cursor;
import dev.correnteza.processor.page.Limit;
import dev.correnteza.processor.page.Page;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code /v1/webhooks}: every webhook of the tenant and what became of it. */
@RestController
class WebhookController {
    private final WebhookQueries queries;

    WebhookController(WebhookQueries queries) {
        this.queries = queries;
    }

    @GetMapping("/v1/webhooks")
    @RoleNeeded(Role.VIEWER)
    Mono<Page<WebhookView>> list(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String accountId,
            @RequestParam(required = false) @Nullable String gateway,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String lane,
            @RequestParam(required = false) @Nullable String error,
            @RequestParam(required = false) @Nullable String paymentId,
            @RequestParam(required = false) @Nullable String eventId,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit) {
        int size = Limit.of(limit);
        WebhookFilter filter = new WebhookFilter(
                WebhookFilter.status(status),
                accountId,
                gateway,
                type,
                lane == null ? null : lane.toUpperCase(Locale.ROOT),
                error,
                paymentId,
                WebhookFilter.eventId(eventId),
                WebhookFilter.time("from", from),
                WebhookFilter.time("to", to));
        return queries.list(caller.tenantId(), filter, Cursor.of(cursor), size + 1)
                .collectList()
                .map(read -> Page.of(read, size, view -> new Cursor(view.receivedAt(), view.place())));
    }
}
