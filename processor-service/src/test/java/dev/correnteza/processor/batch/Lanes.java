package dev.correnteza.processor.batch;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.context.ApplicationContext;

/** The listeners of a running service, called with batches of our making as the consumers' threads call them. */
public final class Lanes {
    private final PaymentEventListener listener;

    public Lanes(ApplicationContext context) {
        this.listener = context.getBean(PaymentEventListener.class);
    }

    /**
     * Returns once the batch is committed.
     *
     * @return false when it failed, and has to be read again
     */
    public boolean live(List<ConsumerRecord<String, byte[]>> batch) {
        return isApplied(() -> listener.onPaymentEvents(batch));
    }

    /** The same on the lane of backfills. */
    public boolean backfill(List<ConsumerRecord<String, byte[]>> batch) {
        return isApplied(() -> listener.onBackfilledEvents(batch));
    }

    private static boolean isApplied(Runnable listening) {
        try {
            listening.run();
            return true;
        } catch (BatchFailure failure) {
            return false;
        }
    }
}
