package dev.correnteza.backfill.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a history.
 *
 * @param records as sent, each by itself; may be none though more pages follow
 * @param next cursor of the page after this one; {@code null} when this is the last
 * @param progress how much of the range is done with this page, 0 to 1, as far as it can be told
 */
public record HistoryPage(List<byte[]> records, @Nullable String next, double progress) {
    public HistoryPage {
        records = List.copyOf(records);
    }
}
