package dev.correnteza.processor.refused;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.correnteza.processor.account.ReadingView;
import dev.correnteza.processor.account.ReadingView.EventView;
import dev.correnteza.processor.refused.RefusedRepository.Kept;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What verifying an account's refused webhooks again came to, as the API shows it.
 *
 * @param checked how many are kept and were not let in before
 * @param authentic how many of them the current secrets prove
 * @param letIn how many were let in now
 * @param items each of them, the oldest first
 */
record RefusedReport(String accountId, int checked, long authentic, long letIn, List<Item> items) {

    static RefusedReport of(String accountId, List<Item> items) {
        return new RefusedReport(
                accountId,
                items.size(),
                items.stream().filter(Item::authentic).count(),
                items.stream().filter(Item::letIn).count(),
                items);
    }

    /**
     * @param refusedFor code of then
     * @param verdict code of now, as in {@link ReadingView#outcome}
     * @param eventTypes what it would become, or became
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            String refusalId,
            Instant receivedAt,
            String refusedFor,
            boolean authentic,
            String verdict,
            @Nullable String detail,
            List<String> eventTypes,
            boolean letIn) {

        static Item of(Kept kept, ReadingView reading, boolean letIn) {
            return new Item(
                    kept.refusalId().toString(),
                    kept.receivedAt(),
                    kept.reason(),
                    reading.authentic(),
                    reading.outcome(),
                    reading.detail(),
                    reading.events().stream().map(EventView::type).toList(),
                    letIn);
        }
    }
}
