package dev.correnteza.processor.outbox;

import dev.correnteza.events.Attribution;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentTransition;
import dev.correnteza.events.PrivateTransition;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.processor.payment.PaymentState;
import org.jspecify.annotations.Nullable;

/** The two records of a transition: for everybody, and with what is known of the person. */
final class TransitionRecords {
    private static final AvroCodec<PaymentTransition> PUBLIC = AvroCodec.of(PaymentTransition.class);
    private static final AvroCodec<PrivateTransition> PRIVATE = AvroCodec.of(PrivateTransition.class);

    private TransitionRecords() {}

    static byte[] publicRecord(Transition transition) {
        return PUBLIC.encode(publicView(transition));
    }

    static byte[] privateRecord(Transition transition) {
        PaymentState state = transition.state();
        PrivateTransition record = new PrivateTransition();
        record.setTransition(publicView(transition));
        record.setCustomerId(
                transition.customerId() == null ? null : transition.customerId().toString());
        record.setCustomer(state.customer());
        record.setAttribution(state.attribution());
        record.setTrackingToken(state.trackingToken());
        record.setWebhookToken(state.webhookToken());
        record.setExternalReference(state.externalReference());
        return PRIVATE.encode(record);
    }

    private static PaymentTransition publicView(Transition transition) {
        PaymentState state = transition.state();
        PaymentEvent cause = transition.step().cause();
        PaymentTransition record = new PaymentTransition();
        record.setTransitionId(transition.id().toString());
        record.setTenantId(cause.getTenantId());
        record.setAccountId(cause.getAccountId());
        record.setGateway(cause.getGateway());
        record.setPaymentId(transition.paymentId());
        record.setEventId(cause.getEventId());
        record.setType(cause.getType());
        record.setFromStatus(transition.step().from());
        record.setToStatus(transition.step().to());
        record.setPaymentStatus(state.status());
        record.setOccurredAt(cause.getOccurredAt());
        record.setRecordedAt(transition.recordedAt());
        record.setLane(cause.getLane());
        record.setAmountMinor(state.amountMinor());
        record.setNetAmountMinor(state.netAmountMinor());
        record.setFeeAmountMinor(state.feeAmountMinor());
        record.setRefundedAmountMinor(transition.step().refundedMinor());
        record.setCurrency(state.currency());
        record.setMethod(state.method());
        record.setInstallments(state.installments());
        record.setItems(state.items());
        record.setSubscriptionId(
                state.subscription() == null ? null : state.subscription().getId());
        record.setCycleNumber(
                state.subscription() == null ? null : state.subscription().getCycleNumber());
        setCampaign(record, state.attribution());
        return record;
    }

    // The campaign says nothing of the person; click ids, cookies and free parameters may.
    private static void setCampaign(PaymentTransition record, @Nullable Attribution attribution) {
        if (attribution != null) {
            record.setUtmSource(attribution.getUtmSource());
            record.setUtmMedium(attribution.getUtmMedium());
            record.setUtmCampaign(attribution.getUtmCampaign());
            record.setUtmContent(attribution.getUtmContent());
            record.setUtmTerm(attribution.getUtmTerm());
        }
    }
}
