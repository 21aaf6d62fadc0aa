package dev.correnteza.simulator.books;

import dev.correnteza.events.PaymentEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares the tables of a tenant, row by row, with what they must say. */
public final class BooksAudit {
    private final Connection connection;
    private final String tenantId;
    private final Map<String, PaymentEvent> facts = new LinkedHashMap<>();
    private final Map<Integer, List<PaymentEvent>> sales = new TreeMap<>();
    private final List<PaymentEvent> others = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private final Map<String, Recorded> ledger = new HashMap<>();
    private final Map<Integer, String> paymentIds = new HashMap<>();

    /**
     * @param connection to the processor's database
     * @param told all that was told of this tenant; what was told again counts once
     */
    public BooksAudit(Connection connection, String tenantId, Collection<Told> told) {
        this.connection = connection;
        this.tenantId = tenantId;
        for (Told one : told) {
            if (facts.putIfAbsent(one.event().getEventId(), one.event()) == null) {
                one.sale()
                        .map(sale -> sales.computeIfAbsent(sale, number -> new ArrayList<>()))
                        .orElse(others)
                        .add(one.event());
            }
        }
    }

    /**
     * What differs, in words; empty where all is as it must be.
     *
     * @param isSequential whether one batch was applied after the other: then it is known which steps were taken and later revoked,
     *     and there may be no others
     * @throws SQLException when the tables cannot be read
     */
    public List<String> differences(boolean isSequential) throws SQLException {
        readLedger();
        if (differences.isEmpty()) {
            namePayments();
        }
        if (differences.isEmpty()) {
            People people = new People(tenantId);
            sales.values().forEach(people::meet);
            others.forEach(fact -> people.meet(List.of(fact)));
            comparePayments(people);
            compareTransactions();
            compareSubscriptions(people);
            compare("customer", people.rows().stream().map(BooksAudit::line), """
                    SELECT customer_id, name, $name_at, email, $email_at, document, $document_at, phone, $phone_at,
                           $first_seen_at, $last_seen_at
                    FROM processor.customer
                    """);
            compareTransitions(isSequential);
        }
        return List.copyOf(differences);
    }

    /** Ids of the transitions in the table, in no particular order. */
    public Set<String> transitionIds() throws SQLException {
        return Set.copyOf(rows("SELECT transition_id FROM processor.transition"));
    }

    private void readLedger() throws SQLException {
        for (String row : rows("SELECT event_id, payment_id, $recorded_at FROM processor.ledger")) {
            String[] cells = row.split("\\|", -1);
            ledger.put(cells[0], new Recorded(cells[1], Long.parseLong(cells[2])));
        }
        differ("ledger", facts.keySet(), ledger.keySet());
    }

    // Which payment a sale is, only the books know; that it is one, and nobody else's, is known here.
    private void namePayments() {
        Map<String, Integer> saleOf = new HashMap<>();
        sales.forEach((sale, told) -> {
            Set<String> ids = told.stream()
                    .map(fact -> recorded(fact).paymentId())
                    .collect(Collectors.toCollection(TreeSet::new));
            String id = ids.iterator().next();
            Integer other = saleOf.put(id, sale);
            paymentIds.put(sale, id);
            if (ids.size() > 1 || ids.contains("null") || other != null) {
                differences.add(
                        "sale " + sale + " is payments " + ids + (other == null ? "" : ", as is sale " + other));
            }
        });
        others.stream()
                .filter(fact -> !recorded(fact).paymentId().equals("null"))
                .forEach(fact -> differences.add(fact.getType() + " " + fact.getEventId() + " has a payment"));
    }

    private void comparePayments(People people) throws SQLException {
        List<String> expected = new ArrayList<>();
        sales.forEach((sale, told) -> {
            Standing standing = Standing.of(told);
            List<@Nullable Object> row = new ArrayList<>();
            row.add(paymentIds.get(sale));
            row.addAll(standing.columns());
            row.add(micros(standing.paidAt()));
            row.add(told.size());
            row.add(people.idOf(told));
            row.add(standing.newest(fact -> fact.getSubscription() == null
                    ? null
                    : fact.getSubscription().getId()));
            expected.add(line(row));
        });
        compare("payment", expected.stream(), """
                SELECT payment_id, status, amount_minor, net_amount_minor, fee_amount_minor, refunded_amount_minor, currency,
                       method, installments, $first_occurred_at, $last_occurred_at, $paid_at, facts, customer_id,
                       subscription_id
                FROM processor.payment
                """);
    }

    private void compareTransactions() throws SQLException {
        List<String> expected = new ArrayList<>();
        sales.forEach((sale, told) -> told.stream()
                .filter(fact -> fact.getGatewayTransactionId() != null)
                .collect(Collectors.groupingBy(fact -> List.of(fact.getAccountId(), fact.getGatewayTransactionId())))
                .forEach((name, ofTransaction) -> {
                    List<@Nullable Object> row = new ArrayList<>(name);
                    row.add(paymentIds.get(sale));
                    row.addAll(Standing.of(ofTransaction).columns());
                    expected.add(line(row));
                }));
        compare("gateway_transaction", expected.stream(), """
                SELECT account_id, gateway_transaction_id, payment_id, status, amount_minor, net_amount_minor,
                       fee_amount_minor, refunded_amount_minor, currency, method, installments, $first_occurred_at,
                       $last_occurred_at
                FROM processor.gateway_transaction
                """);
    }

    private void compareSubscriptions(People people) throws SQLException {
        Set<List<String>> names = facts.values().stream()
                .filter(fact -> fact.getSubscription() != null)
                .map(BooksAudit::subscription)
                .collect(Collectors.toCollection(HashSet::new));
        sales.values().forEach(sale -> UntoldSubscription.of(sale).ifPresent(names::add));
        List<String> expected = new ArrayList<>();
        for (List<String> name : names) {
            List<PaymentEvent> own =
                    others.stream().filter(fact -> isNaming(fact, name)).toList();
            // Events that do not name it too: a refund need not.
            Map<String, List<PaymentEvent>> charges = new TreeMap<>();
            sales.forEach((number, sale) -> {
                if (sale.stream().anyMatch(fact -> isNaming(fact, name))
                        || UntoldSubscription.of(sale).filter(name::equals).isPresent()) {
                    charges.put(String.valueOf(paymentIds.get(number)), sale);
                }
            });
            List<@Nullable Object> row = new ArrayList<>(name);
            row.addAll(SubscriptionStanding.columns(name.getLast(), own, charges));
            row.add(payer(name, own, charges.values(), people));
            expected.add(line(row));
        }
        compare("subscription", expected.stream(), """
                SELECT account_id, subscription_id, status, plan, interval_unit, interval_count, cycles_paid, cycles_returned,
                       cycle_number, $started_at, $next_charge_at, $expires_at, $canceled_at, $last_occurred_at,
                       plan_type, plan_source, $period_start, $period_end, grace_days, inferred_because, customer_id
                FROM processor.subscription
                """);
    }

    /** Who is told of by the newest notice of the subscription that comes with somebody, be it told with another notice of the sale. */
    private static @Nullable UUID payer(
            List<String> name, List<PaymentEvent> own, Collection<List<PaymentEvent>> charges, People people) {
        Map<PaymentEvent, UUID> told = new TreeMap<>(StatusTable.ORDER);
        Stream.concat(charges.stream(), own.stream().map(List::of)).forEach(sighting -> {
            UUID person = people.idOf(sighting);
            boolean isUntold = sighting.stream().allMatch(fact -> fact.getSubscription() == null);
            if (person != null) {
                sighting.stream()
                        .filter(fact -> isUntold || isNaming(fact, name))
                        .forEach(fact -> told.put(fact, person));
            }
        });
        return told.isEmpty() ? null : told.values().stream().toList().getLast();
    }

    private static List<String> subscription(PaymentEvent fact) {
        return List.of(fact.getAccountId(), fact.getSubscription().getId());
    }

    private static boolean isNaming(PaymentEvent fact, List<String> name) {
        return fact.getSubscription() != null && subscription(fact).equals(name);
    }

    private void compareTransitions(boolean isSequential) throws SQLException {
        Set<String> must = new TreeSet<>();
        Set<String> may = new TreeSet<>();
        sales.forEach((sale, told) -> {
            String paymentId = String.valueOf(paymentIds.get(sale));
            if (isSequential) {
                must.addAll(inTurn(paymentId, told));
            } else {
                Standing.of(told).moves().forEach(move -> must.add(move.transitionId(paymentId) + "|" + paymentId));
                told.forEach(fact -> may.add(Standing.Move.transitionId(paymentId, fact) + "|" + paymentId));
            }
        });
        if (isSequential) {
            compare(
                    "transition",
                    must.stream(),
                    "SELECT transition_id, payment_id, event_id, type, from_status, to_status FROM processor.transition");
            return;
        }
        Set<String> actual = new TreeSet<>(rows("SELECT transition_id, payment_id FROM processor.transition"));
        may.addAll(must);
        Set<String> allowed = new TreeSet<>(may);
        allowed.retainAll(actual);
        allowed.addAll(must);
        differ("transition", allowed, actual);
    }

    /** Steps as they are found when the facts come in the batches in which they came. */
    private Collection<String> inTurn(String paymentId, List<PaymentEvent> told) {
        Map<Long, List<PaymentEvent>> batches = told.stream()
                .collect(Collectors.groupingBy(fact -> recorded(fact).at(), TreeMap::new, Collectors.toList()));
        Map<UUID, String> found = new LinkedHashMap<>();
        List<PaymentEvent> known = new ArrayList<>();
        for (List<PaymentEvent> batch : batches.values()) {
            known.addAll(batch);
            for (Standing.Move move : Standing.of(known).moves()) {
                UUID id = move.transitionId(paymentId);
                found.putIfAbsent(
                        id,
                        line(List.of(
                                id,
                                paymentId,
                                move.cause().getEventId(),
                                move.cause().getType(),
                                move.from(),
                                move.to())));
            }
        }
        return found.values();
    }

    private void compare(String table, Stream<String> expected, String query) throws SQLException {
        List<String> actual = rows(query);
        Set<String> distinct = new TreeSet<>(actual);
        if (distinct.size() < actual.size()) {
            differences.add(table + ": rows twice");
        }
        differ(table, expected.collect(Collectors.toCollection(TreeSet::new)), distinct);
    }

    private void differ(String table, Set<String> expected, Set<String> actual) {
        expected.stream()
                .filter(row -> !actual.contains(row))
                .forEach(row -> differences.add(table + ": missing " + row));
        actual.stream()
                .filter(row -> !expected.contains(row))
                .forEach(row -> differences.add(table + ": unexpected " + row));
    }

    /** Rows of the tenant, columns joined; a column that is named with a dollar sign is a time, read as microseconds. */
    private List<String> rows(String query) throws SQLException {
        String sql =
                query.replaceAll("\\$(\\w+)", "(extract(epoch FROM $1) * 1000000)::bigint") + " WHERE tenant_id = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenantId);
            try (ResultSet result = statement.executeQuery()) {
                int columns = result.getMetaData().getColumnCount();
                List<String> rows = new ArrayList<>();
                while (result.next()) {
                    List<@Nullable Object> row = new ArrayList<>();
                    for (int column = 1; column <= columns; column++) {
                        row.add(result.getString(column));
                    }
                    rows.add(line(row));
                }
                return rows;
            }
        }
    }

    private Recorded recorded(PaymentEvent fact) {
        Recorded recorded = ledger.get(fact.getEventId());
        if (recorded == null) {
            throw new IllegalStateException("ledger was not compared first");
        }
        return recorded;
    }

    static @Nullable Long micros(@Nullable Instant time) {
        return time == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static String line(List<? extends @Nullable Object> cells) {
        return cells.stream().map(String::valueOf).collect(Collectors.joining("|"));
    }

    /** @param at when its batch was applied, in microseconds */
    private record Recorded(String paymentId, long at) {}
}
