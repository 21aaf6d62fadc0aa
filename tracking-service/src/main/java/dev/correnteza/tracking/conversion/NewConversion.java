package dev.correnteza.tracking.conversion;

import dev.correnteza.tracking.meta.ServerEvent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sale and a pixel that it is reported to.
 *
 * @param eventTime when the sale happened, whole seconds, not in the future
 * @param event what is to be sent; {@code null} when it is not to be
 * @param matchQuality our estimate, 0 to 10; 0 without an event
 * @param skipped why it is not to be sent; {@code null} when it is
 */
record NewConversion(
        UUID deliveryId,
        Pixel pixel,
        String paymentId,
        String transitionId,
        Instant eventTime,
        @Nullable ServerEvent event,
        double matchQuality,
        @Nullable Reason skipped) {}
