package dev.correnteza.processor.plan;

import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.Subscription;
import dev.correnteza.processor.plan.Plan.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How plans are known in one tenant: by the interval that the event tells, else by the tenant's rules, else by names. A pure function;
 * what could be two plans is none.
 */
public final class PlanRules {
    private static final Comparator<PlanRule> SPECIFIC_FIRST = Comparator.comparing(PlanRule::match)
            .thenComparing(
                    Comparator.<PlanRule>comparingInt(rule -> rule.value().length())
                            .reversed());

    /** Of a tenant that has no rules. */
    public static final PlanRules NONE = new PlanRules(List.of());

    private final List<PlanRule> rules;
    private final boolean infers;

    /** @param rules of one tenant, in any order */
    PlanRules(List<PlanRule> rules) {
        this.rules = rules.stream()
                .sorted(SPECIFIC_FIRST.thenComparing(PlanRule::ruleId))
                .toList();
        this.infers = rules.stream().anyMatch(PlanRule::infers);
    }

    /** Whether there is a rule that takes orders for subscriptions. */
    public boolean infer() {
        return infers;
    }

    /** The plan that an event tells; empty where nothing in it says one. */
    public Optional<Plan> of(PaymentEvent event) {
        Subscription subscription = event.getSubscription();
        if (subscription == null) {
            return soldIn(event.getItems()).map(SoldPlan::plan);
        }
        Names names = Names.of(subscription, event.getItems());
        Optional<Cadence> told = Cadence.told(subscription.getInterval(), subscription.getIntervalCount());
        return told.isPresent() ? Optional.of(explicit(told.get(), rule(names))) : named(names, PlanWords::read);
    }

    /** The plan that one position of a sale is, of which nobody tells that it is a subscription; empty where nothing says one. */
    public Optional<Plan> of(Item item) {
        return named(Names.of(null, List.of(item)), PlanWords::readSold);
    }

    /** The only position of a sale that says a plan; empty where none does or several do. */
    public Optional<SoldPlan> soldIn(List<Item> items) {
        List<SoldPlan> sold = new ArrayList<>();
        for (Item item : items) {
            of(item).filter(plan -> !plan.isDenied()).ifPresent(plan -> sold.add(new SoldPlan(item, plan)));
        }
        return sold.size() == 1 ? Optional.of(sold.getFirst()) : Optional.empty();
    }

    private Plan explicit(Cadence told, @Nullable PlanRule rule) {
        PlanType type = PlanType.of(told);
        Cadence cadence = type.cadence() == null ? told : type.cadence();
        return new Plan(type, cadence, Source.INTERVAL, rule == null ? null : rule.graceDays(), false);
    }

    private Optional<Plan> named(Names names, Function<String, Optional<PlanType>> reading) {
        PlanRule rule = rule(names);
        if (rule != null && rule.planType() != null) {
            return Optional.of(
                    new Plan(rule.planType(), rule.planType().cadence(), Source.RULE, rule.graceDays(), rule.infers()));
        }
        // Of what the tenant calls a subscription, any length is the plan's.
        return names.said(rule != null && rule.infers() ? PlanWords::read : reading)
                .map(type -> new Plan(
                        type,
                        type.cadence(),
                        Source.NAME,
                        rule == null ? null : rule.graceDays(),
                        rule != null && rule.infers()));
    }

    /** The most specific one; two that are equally so and say different things are a rule that says nothing. */
    private @Nullable PlanRule rule(Names names) {
        List<PlanRule> fitting = rules.stream().filter(names::fits).toList();
        if (fitting.isEmpty()) {
            return null;
        }
        PlanRule first = fitting.getFirst();
        boolean isUndecided = fitting.stream()
                .filter(rule -> SPECIFIC_FIRST.compare(rule, first) == 0)
                .anyMatch(rule -> rule.planType() != first.planType());
        return isUndecided
                ? new PlanRule(
                        first.tenantId(),
                        first.ruleId(),
                        first.match(),
                        first.value(),
                        PlanType.UNKNOWN,
                        null,
                        false,
                        first.changedAt())
                : first;
    }

    /** A position of a sale, and the plan that it says. */
    public record SoldPlan(Item item, Plan plan) {
        @Override
        public String toString() {
            return "SoldPlan[" + plan + "]";
        }
    }

    /** How an event calls what was sold. */
    private record Names(
            Set<String> offers,
            Set<String> products,
            @Nullable String plan,
            List<String> items) {
        static Names of(@Nullable Subscription subscription, List<Item> items) {
            return new Names(
                    set(items.stream().flatMap(item -> Stream.of(text(item.getOfferId()), text(item.getPlanId())))),
                    set(items.stream().map(item -> text(item.getProductId()))),
                    subscription == null ? null : subscription.getPlan(),
                    items.stream()
                            .map(Item::getName)
                            .filter(name -> name != null)
                            .distinct()
                            .toList());
        }

        boolean fits(PlanRule rule) {
            return switch (rule.match()) {
                case OFFER -> offers.contains(rule.value());
                case PRODUCT -> products.contains(rule.value());
                case NAME -> all().anyMatch(name -> PlanWords.normalized(name).contains(rule.value()));
            };
        }

        /** What the plan's name says, and where it says nothing, what those of the items say. */
        Optional<PlanType> said(Function<String, Optional<PlanType>> reading) {
            Optional<PlanType> ofPlan = plan == null ? Optional.empty() : reading.apply(plan);
            return ofPlan.or(() -> {
                List<PlanType> said = new ArrayList<>();
                items.forEach(name -> reading.apply(name).ifPresent(said::add));
                return said.stream().reduce((one, other) -> one == other ? one : PlanType.UNKNOWN);
            });
        }

        private Stream<String> all() {
            return plan == null ? items.stream() : Stream.concat(Stream.of(plan), items.stream());
        }

        private static String text(@Nullable String id) {
            return id == null ? "" : id;
        }

        private static Set<String> set(Stream<String> ids) {
            Set<String> set = new TreeSet<>();
            ids.filter(id -> !id.isEmpty()).forEach(set::add);
            return set;
        }
    }
}
