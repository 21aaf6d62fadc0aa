package dev.correnteza.simulator.books;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How payments move, copied by hand from the table in the README of processor-service. */
final class StatusTable {
    // Rows: types of events, in the order in which those of one instant are taken. Columns: the status before; RD is
    // refunded, in
    // the README without a column since nothing leaves it.
    private static final String TABLE = """
            -                   -- CR PE AU PA RF EX CA RR PR DI CB RD
            created             CR .  .  .  .  .  .  .  .  .  .  .  .
            pending             PE PE .  .  .  PE PE PE .  .  .  .  .
            authorized          AU AU AU .  .  AU AU AU .  .  .  .  .
            refused             RF RF RF RF .  .  .  .  .  .  .  .  .
            expired             EX EX EX EX .  EX .  .  .  .  .  .  .
            canceled            CA CA CA CA .  CA CA .  .  .  .  .  .
            paid                PA PA PA PA .  PA PA PA .  .  .  .  .
            refund_requested    RR RR RR RR RR RR RR RR .  RR .  .  .
            partially_refunded  PR PR PR PR PR PR PR PR PR PR PR .  .
            refunded            RD RD RD RD RD RD RD RD RD RD RD .  .
            disputed            DI DI DI DI DI DI DI DI DI DI .  .  .
            charged_back        CB CB CB CB CB CB CB CB CB CB CB .  .
            chargeback_reversed PA .  .  .  .  .  .  .  .  .  PA PA .
            """;

    // Of one instant they come after those of payments, the stronger word last.
    private static final String STEPS_OF_SUBSCRIPTIONS =
            "started renewed resumed plan_changed past_due paused canceled expired";

    private static final Map<String, PaymentStatus> ABBREVIATED = Map.ofEntries(
            Map.entry("--", PaymentStatus.UNKNOWN),
            Map.entry("CR", PaymentStatus.CREATED),
            Map.entry("PE", PaymentStatus.PENDING),
            Map.entry("AU", PaymentStatus.AUTHORIZED),
            Map.entry("PA", PaymentStatus.PAID),
            Map.entry("RF", PaymentStatus.REFUSED),
            Map.entry("EX", PaymentStatus.EXPIRED),
            Map.entry("CA", PaymentStatus.CANCELED),
            Map.entry("RR", PaymentStatus.REFUND_REQUESTED),
            Map.entry("PR", PaymentStatus.PARTIALLY_REFUNDED),
            Map.entry("RD", PaymentStatus.REFUNDED),
            Map.entry("DI", PaymentStatus.DISPUTED),
            Map.entry("CB", PaymentStatus.CHARGED_BACK));

    private static final List<String> TYPES = new ArrayList<>();
    private static final Map<String, PaymentStatus> MOVES = new HashMap<>();

    static {
        List<String> lines = TABLE.lines().toList();
        String[] columns = lines.getFirst().split(" +", -1);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(" +", -1);
            String type = "payment." + cells[0];
            TYPES.add(type);
            for (int i = 1; i < cells.length; i++) {
                PaymentStatus to = ABBREVIATED.get(cells[i]);
                if (to != null) {
                    MOVES.put(ABBREVIATED.get(columns[i]) + " " + type, to);
                }
            }
        }
        for (String step : STEPS_OF_SUBSCRIPTIONS.split(" ", -1)) {
            TYPES.add("subscription." + step);
        }
    }

    /** In the order of the gateway's clock, then of the rows and the steps of subscriptions, then of the ids. */
    static final Comparator<PaymentEvent> ORDER = Comparator.comparing(PaymentEvent::getOccurredAt)
            .thenComparing(event -> TYPES.contains(event.getType()) ? TYPES.indexOf(event.getType()) : TYPES.size())
            .thenComparing(PaymentEvent::getEventId);

    private StatusTable() {}

    /** Empty for a dot. */
    static Optional<PaymentStatus> next(PaymentStatus from, String type) {
        return Optional.ofNullable(MOVES.get(from + " " + type));
    }
}
