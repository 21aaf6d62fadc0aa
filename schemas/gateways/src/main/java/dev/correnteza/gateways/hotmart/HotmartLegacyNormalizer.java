package dev.correnteza.gateways.hotmart;

import static dev.correnteza.events.type.EventType.PAYMENT_CANCELED;
import static dev.correnteza.events.type.EventType.PAYMENT_CHARGED_BACK;
import static dev.correnteza.events.type.EventType.PAYMENT_EXPIRED;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUND_REQUESTED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;

import dev.correnteza.events.Address;
import dev.correnteza.events.Customer;
import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import dev.correnteza.gateways.people.Countries;
import dev.correnteza.gateways.people.Documents;
import dev.correnteza.gateways.people.Phones;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a flat postback of 1.0.0 means. */
final class HotmartLegacyNormalizer {
    private HotmartLegacyNormalizer() {}

    static PaymentEvent normalize(JsonPayload postback, EventSource source) {
        String status = postback.requiredText("status");
        String transaction = postback.requiredText("transaction");
        String type = type(status);
        PaymentEvent event = source.once(type, status, transaction, occurredAt(type, postback));
        event.setGatewayTransactionId(transaction);
        String currency = Amounts.currency(postback, "currency");
        EventSource.setAmount(event, Amounts.requiredMajor(postback, "full_price", currency));
        event.setMethod(HotmartMethods.of(postback.text("payment_type")));
        event.setInstallments(postback.count("installments_number"));
        event.setCustomer(customer(postback));
        event.setItems(List.of(item(postback, currency)));
        HotmartPurchase.readOrigin(postback.text("src"), postback.text("sck"), postback.text("xcod"), event);
        return event;
    }

    private static String type(String status) {
        return switch (status) {
            case "approved", "completed" -> PAYMENT_PAID;
            // The second spelling is the postback's own.
            case "billet_printed", "waiting_payment", "wayting_payment" -> PAYMENT_PENDING;
            case "canceled" -> PAYMENT_CANCELED;
            case "blocked" -> PAYMENT_REFUSED;
            case "expired" -> PAYMENT_EXPIRED;
            case "dispute" -> PAYMENT_REFUND_REQUESTED;
            case "refunded" -> PAYMENT_REFUNDED;
            case "chargeback" -> PAYMENT_CHARGED_BACK;
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, status);
        };
    }

    private static @Nullable Instant occurredAt(String type, JsonPayload postback) {
        return switch (type) {
            case PAYMENT_PAID -> Times.iso(postback, "confirmation_purchase_date", ZoneOffset.UTC);
            case PAYMENT_PENDING -> Times.iso(postback, "purchase_date", ZoneOffset.UTC);
            default -> null;
        };
    }

    private static Item item(JsonPayload postback, String currency) {
        Item item = new Item();
        item.setProductId(postback.text("prod"));
        item.setName(postback.text("prod_name"));
        item.setOfferId(postback.text("off"));
        item.setQuantity(1);
        @Nullable Money unit = Amounts.major(postback, "price", currency);
        item.setUnitAmountMinor(unit == null ? null : unit.minor());
        return item;
    }

    private static Customer customer(JsonPayload postback) {
        @Nullable String country = Countries.alpha2(postback.text("address_country_ISO"));
        Customer customer = HotmartBuyer.named(postback.text("name"), postback.text("email"));
        Documents.set(customer, postback.text("doc"), postback.text("doc_type"));
        @Nullable
        String phone = Phones.e164(
                postback.text("phone_checkout_local_code"), postback.text("phone_checkout_number"), country);
        customer.setPhone(
                phone == null
                        ? Phones.e164(postback.text("phone_local_code"), postback.text("phone_number"), country)
                        : phone);
        Address address = new Address();
        address.setStreet(postback.text("address"));
        address.setNumber(postback.text("address_number"));
        address.setComplement(postback.text("address_comp"));
        address.setDistrict(postback.text("address_district"));
        address.setCity(postback.text("address_city"));
        address.setState(postback.text("address_state"));
        address.setPostalCode(postback.text("address_zip_code"));
        address.setCountry(country == null ? Countries.alpha2(postback.text("address_country")) : country);
        customer.setAddress(address);
        return customer;
    }
}
