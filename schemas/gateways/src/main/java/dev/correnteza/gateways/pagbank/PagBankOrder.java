package dev.correnteza.gateways.pagbank;

import dev.correnteza.events.Address;
import dev.correnteza.events.Customer;
import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Tokens;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.Times;
import dev.correnteza.gateways.people.Countries;
import dev.correnteza.gateways.people.Documents;
import dev.correnteza.gateways.people.Phones;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an order says, whatever became of its charges. */
final class PagBankOrder {
    static final String CURRENCY = "BRL";
    private static final String BRAZIL_ALPHA_3 = "BRA";

    private PagBankOrder() {}

    static void read(JsonPayload order, PaymentEvent event) {
        event.setGatewayTransactionId(order.requiredText("id"));
        event.setCustomer(customer(order));
        EventSource.setItems(
                event, order.each("items").stream().map(PagBankOrder::item).toList(), () -> CURRENCY);
        readReference(order, event);
    }

    /** The reference of an order or of its charge: they need not be the same. */
    static void readReference(JsonPayload from, PaymentEvent event) {
        @Nullable String reference = from.text("reference_id");
        @Nullable String token = Tokens.webhookToken(reference);
        if (event.getWebhookToken() == null) {
            event.setWebhookToken(token);
        }
        if (token == null && event.getExternalReference() == null) {
            event.setExternalReference(reference);
        }
    }

    /** The code of an unpaid PIX: the only amount of an order without charges. */
    static void readCode(JsonPayload order, PaymentEvent event) {
        List<JsonPayload> plural = order.each("qr_codes");
        // As the documented notification spells it.
        List<JsonPayload> codes = plural.isEmpty() ? order.each("qr_code") : plural;
        if (codes.isEmpty()) {
            return;
        }
        JsonPayload code = codes.getFirst();
        EventSource.setAmount(event, Amounts.requiredMinor(code.at("amount"), "value", CURRENCY));
        event.setMethod(PaymentMethod.PIX);
        event.setExpiresAt(Times.iso(code, "expiration_date", Times.SAO_PAULO));
    }

    private static Item item(JsonPayload from) {
        Item item = new Item();
        item.setProductId(from.text("reference_id"));
        item.setName(from.text("name"));
        @Nullable Integer quantity = from.count("quantity");
        item.setQuantity(quantity == null ? 1 : quantity);
        @Nullable Money amount = Amounts.minor(from, "unit_amount", CURRENCY);
        item.setUnitAmountMinor(amount == null ? null : amount.minor());
        return item;
    }

    private static @Nullable Customer customer(JsonPayload order) {
        JsonPayload from = order.at("customer");
        if (!from.isPresent()) {
            return null;
        }
        Customer customer = new Customer();
        customer.setName(from.text("name"));
        customer.setEmail(from.text("email"));
        Documents.set(customer, from.text("tax_id"));
        List<JsonPayload> phones = from.each("phones");
        if (!phones.isEmpty()) {
            JsonPayload phone = phones.getFirst();
            customer.setPhone(
                    Phones.e164WithCallingCode(phone.text("country"), phone.text("area"), phone.text("number")));
        }
        JsonPayload address = order.at("shipping").at("address");
        if (address.isPresent()) {
            customer.setAddress(address(address));
        }
        return customer;
    }

    private static Address address(JsonPayload from) {
        Address address = new Address();
        address.setStreet(from.text("street"));
        address.setNumber(from.text("number"));
        address.setComplement(from.text("complement"));
        address.setDistrict(from.text("locality"));
        address.setCity(from.text("city"));
        address.setState(from.text("region_code"));
        address.setPostalCode(from.text("postal_code"));
        @Nullable String country = from.text("country");
        address.setCountry(BRAZIL_ALPHA_3.equals(country) ? "BR" : Countries.alpha2(country));
        return address;
    }
}
