package dev.correnteza.processor.decision;

import dev.correnteza.processor.customer.CustomerKey;
import dev.correnteza.processor.customer.CustomerSplits;
import dev.correnteza.processor.decision.DecisionContent.Name;
import dev.correnteza.processor.decision.DecisionContent.Split;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Splits customers whom a shared name made one, and takes that back. */
@Component
class Splits {
    private static final int MOST_NAMES = 20;

    private final CustomerSplits splits;

    Splits(CustomerSplits splits) {
        this.splits = splits;
    }

    Mono<Void> apply(ReadDecision decision) {
        UUID undone = decision.content().undoes();
        if (undone != null) {
            return splits.takeBack(decision.tenantId(), undone);
        }
        Split split = decision.content().split();
        return split == null
                ? Mono.error(new IllegalArgumentException("content.split: none (expected: names of a customer)"))
                : splits.split(
                        decision.tenantId(),
                        decision.id(),
                        names(decision.tenantId(), split.names()),
                        decision.decidedAt());
    }

    /** @throws IllegalArgumentException when these are no names */
    static List<CustomerKey> names(String tenantId, List<Name> names) {
        if (names.isEmpty() || names.size() > MOST_NAMES) {
            throw new IllegalArgumentException("names: " + names.size() + " (expected: 1 to " + MOST_NAMES + ")");
        }
        return names.stream()
                .map(name -> CustomerKey.of(tenantId, CustomerKey.Kind.valueOf(name.kind()), name.value()))
                .distinct()
                .toList();
    }
}
