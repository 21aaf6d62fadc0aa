package dev.correnteza.gateways.custom;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Amounts of one webhook, all in one unit and one currency. */
record CustomMoney(boolean inMinor, JsonPayload fields) {

    /** @param isRequired whether there has to be an amount */
    void read(PaymentEvent event, boolean isRequired) {
        boolean isTold = Stream.of(MappingReader.AMOUNT, MappingReader.NET, MappingReader.FEE, MappingReader.REFUNDED)
                .anyMatch(fields::has);
        if (!isTold) {
            if (isRequired) {
                throw new NotUnderstoodException(Reason.UNREADABLE_AMOUNT, MappingReader.AMOUNT);
            }
            return;
        }
        String currency = Amounts.currency(fields, MappingReader.CURRENCY);
        event.setCurrency(currency);
        @Nullable Money amount = amount(fields, MappingReader.AMOUNT, currency);
        if (amount != null) {
            EventSource.setAmount(event, amount);
        } else if (isRequired) {
            throw new NotUnderstoodException(Reason.UNREADABLE_AMOUNT, MappingReader.AMOUNT);
        }
        event.setNetAmountMinor(minor(MappingReader.NET, currency));
        event.setFeeAmountMinor(minor(MappingReader.FEE, currency));
        event.setRefundedAmountMinor(minor(MappingReader.REFUNDED, currency));
    }

    /** An amount of these or of an item of theirs; {@code null} where absent. */
    @Nullable
    Money amount(JsonPayload of, String name, String currency) {
        return inMinor ? Amounts.minor(of, name, currency) : Amounts.major(of, name, currency);
    }

    private @Nullable Long minor(String name, String currency) {
        @Nullable Money amount = amount(fields, name, currency);
        return amount == null ? null : amount.minor();
    }
}
