package dev.correnteza.gateways.monetizze;

import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.monetizze.MonetizzePost.Part;
import dev.correnteza.gateways.payload.Amounts;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The sale inside a post: money and products. */
final class MonetizzeSale {
    private static final String CURRENCY = "BRL";
    private static final String PRODUCER = "2";
    private static final String WITH_BUMP = "1";

    private MonetizzeSale() {}

    static void read(MonetizzePost post, PaymentEvent event) {
        Part sale = post.part("venda");
        EventSource.setAmount(event, Amounts.requiredMajor(sale.payload(), sale.name("valor"), CURRENCY));
        // Every role gets a post of the same sale, with its own commission.
        if (PRODUCER.equals(post.part("tipoPostback").text("codigo"))) {
            event.setNetAmountMinor(minor(sale, "valorRecebido"));
        }
        post.each("comissoes", "tipo_comissao").stream()
                .filter(commission -> "Sistema".equals(commission.text("tipo_comissao")))
                .findFirst()
                .ifPresent(fee -> event.setFeeAmountMinor(minor(fee, "valor")));
        event.setMethod(method(sale.text("formaPagamento")));
        event.setInstallments(sale.count("parcelas"));
        event.setParentTransactionId(sale.text("venda_upsell"));
        event.setItems(items(post));
    }

    /** The main product, or all of them where there was a bump. */
    static List<Item> items(MonetizzePost post) {
        List<Part> bumps = post.each("venda_item_order_bump", "produto");
        if (WITH_BUMP.equals(post.root().text("order_bump")) && !bumps.isEmpty()) {
            return bumps.stream().map(MonetizzeSale::bump).toList();
        }
        Part product = post.part("produto");
        Item item = new Item();
        item.setProductId(product.text("codigo"));
        item.setName(product.text("nome"));
        item.setPlanId(post.part("plano").text("codigo"));
        item.setQuantity(quantity(post.part("venda")));
        return List.of(item);
    }

    private static Item bump(Part from) {
        Item item = new Item();
        item.setProductId(from.text("produto"));
        item.setName(from.text("nome"));
        item.setPlanId(from.text("codPlano"));
        item.setQuantity(quantity(from));
        // Whether it is the price of one or of all is told nowhere.
        item.setUnitAmountMinor(item.getQuantity() == 1 ? minor(from, "valor") : null);
        return item;
    }

    private static int quantity(Part from) {
        @Nullable Integer quantity = from.count("quantidade");
        return quantity == null ? 1 : quantity;
    }

    private static @Nullable Long minor(Part from, String field) {
        @Nullable Money amount = Amounts.major(from.payload(), from.name(field), CURRENCY);
        return amount == null ? null : amount.minor();
    }

    private static PaymentMethod method(@Nullable String method) {
        if (method == null) {
            return PaymentMethod.UNKNOWN;
        }
        return switch (method.toLowerCase(Locale.ROOT)) {
            case "cartão de crédito" -> PaymentMethod.CREDIT_CARD;
            case "pix" -> PaymentMethod.PIX;
            case "boleto" -> PaymentMethod.BOLETO;
            case "débito online" -> PaymentMethod.BANK_TRANSFER;
            // Also "Grátis": nothing is paid, by no method.
            default -> PaymentMethod.OTHER;
        };
    }
}
