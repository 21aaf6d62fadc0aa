package dev.correnteza.simulator.hotmart;

import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sales of invented people: the same seed gives the same sales. */
final class HotmartSaleGenerator {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long DEFAULT_START_MS = 1_767_225_600_000L; // 2026-01-01T00:00:00Z
    private static final long SPAN_MS = 90L * 24 * 60 * 60 * 1000;
    private static final List<String> STATUSES = List.of(
            "APPROVED",
            "APPROVED",
            "COMPLETE",
            "COMPLETE",
            "REFUNDED",
            "CANCELLED",
            "EXPIRED",
            "PRINTED_BILLET",
            "WAITING_PAYMENT",
            "CHARGEBACK",
            "PROTESTED",
            "OVERDUE",
            "UNDER_ANALISYS",
            "STARTED",
            "NO_FUNDS");
    private static final List<String> TYPES = List.of("PIX", "CREDIT_CARD", "BILLET");

    private final SplittableRandom random;
    private final long seed;

    HotmartSaleGenerator(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /** @param number tells the sales of a seed apart */
    ObjectNode sale(int number) {
        String status = STATUSES.get(random.nextInt(STATUSES.size()));
        // Whole seconds, so that several sales share an order date now and then.
        long orderDate = DEFAULT_START_MS + random.nextLong(SPAN_MS / 1000) * 1000;
        BigDecimal price = BigDecimal.valueOf(random.nextLong(990, 299_700), 2);
        String type = TYPES.get(random.nextInt(TYPES.size()));

        ObjectNode sale = JSON.createObjectNode();
        sale.putObject("product").put("name", "Curso Exemplo").put("id", 1_000_001 + random.nextInt(5));
        sale.putObject("buyer")
                .put("name", "Pessoa Exemplo " + number)
                .put("ucode", "00000000-0000-4000-8000-%012d".formatted(number))
                .put("email", "pessoa" + number + "@example.com");
        sale.putObject("producer")
                .put("name", "Escola Exemplo Ltda")
                .put("ucode", "00000000-0000-4000-8000-000000007000");
        ObjectNode purchase = sale.putObject("purchase");
        purchase.put("transaction", "HP%04d%08d".formatted(Math.floorMod(seed, 9000) + 1000, number));
        purchase.put("order_date", orderDate);
        if (List.of("APPROVED", "COMPLETE", "REFUNDED", "CHARGEBACK", "PROTESTED")
                .contains(status)) {
            purchase.put("approved_date", orderDate + 60_000);
        }
        purchase.put("status", status);
        purchase.put("recurrency_number", 1);
        purchase.put("is_subscription", false);
        purchase.put("commission_as", "PRODUCER");
        purchase.putObject("price").put("value", price).put("currency_code", "BRL");
        purchase.putObject("payment")
                .put("method", type)
                .put("installments_number", type.equals("CREDIT_CARD") ? 1 + random.nextInt(12) : 1)
                .put("type", type);
        purchase.putObject("tracking").put("source", "bio-exemplo");
        purchase.putObject("offer").put("payment_mode", "INVOICE").put("code", "off00001");
        return sale;
    }
}
