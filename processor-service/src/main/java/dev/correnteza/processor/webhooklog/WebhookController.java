package dev.correnteza.processor.webhooklog;

import dev.correnteza.processor.apikey.Tenant;
import dev.correnteza.processor.page.BadRequest;
import dev.correnteza.processor.page.Cursor;
import dev.correnteza.processor.page.Limit;
import dev.correnteza.processor.page.Page;
import java.util.Arrays;
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
    Mono<Page<WebhookView>> list(
            @RequestAttribute(Tenant.ATTRIBUTE) String tenantId,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String accountId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit) {
        int size = Limit.of(limit);
        return queries.list(tenantId, checkedStatus(status), accountId, Cursor.of(cursor), size + 1)
                .collectList()
                .map(read -> Page.of(read, size, view -> new Cursor(view.receivedAt(), view.place())));
    }

    private static @Nullable String checkedStatus(@Nullable String status) {
        if (status == null) {
            return null;
        }
        String lower = status.toLowerCase(Locale.ROOT);
        boolean known = Arrays.stream(LogEntry.Status.values())
                .anyMatch(one -> one.name().toLowerCase(Locale.ROOT).equals(lower));
        if (!known) {
            throw new BadRequest("status", "done, duplicate, quarantined, parked or failed");
        }
        return lower;
    }
}
