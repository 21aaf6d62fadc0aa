package dev.correnteza.processor.decision;

import dev.correnteza.events.DecisionKind;
import dev.correnteza.events.OperatorDecision;
import dev.correnteza.processor.caller.Caller;
import dev.correnteza.processor.caller.Role;
import dev.correnteza.processor.caller.RoleNeeded;
import dev.correnteza.processor.customer.CustomerKey;
import dev.correnteza.processor.customer.CustomerSplits;
import dev.correnteza.processor.customer.CustomerSplits.Part;
import dev.correnteza.processor.decision.DecisionContent.Name;
import dev.correnteza.processor.decision.DecisionContent.Split;
import dev.correnteza.processor.page.BadRequest;
import dev.correnteza.processor.page.NotFound;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code /v1/customers/{id}/splits}: names that several people share, and that are to link nobody. */
@RestController
class SplitController {
    private final CustomerSplits splits;
    private final DecisionFactory factory;
    private final DecisionPublisher publisher;

    SplitController(CustomerSplits splits, DecisionFactory factory, DecisionPublisher publisher) {
        this.splits = splits;
        this.factory = factory;
        this.publisher = publisher;
    }

    /** Lets names of this customer link nobody of the tenant; with {@code dryRun} says whom it would be made of. */
    @RoleNeeded(Role.OPERATOR)
    @PostMapping("/v1/customers/{customerId}/splits")
    Mono<ResponseEntity<Object>> split(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable UUID customerId,
            @RequestBody NewSplit request) {
        return splits.namesOf(caller.tenantId(), customerId)
                .switchIfEmpty(Mono.error(() -> new NotFound("customer")))
                .flatMap(known -> {
                    List<CustomerKey> names = checked(caller.tenantId(), request.names(), known);
                    return Boolean.TRUE.equals(request.dryRun())
                            ? splits.rehearse(caller.tenantId(), customerId, new HashSet<>(names))
                                    .map(parts -> ResponseEntity.ok((Object) new Rehearsal(customerId, parts)))
                            : publish(caller, customerId, names, request.reason())
                                    .map(decision -> ResponseEntity.accepted()
                                            .body((Object) new Decided(decision.getDecisionId(), customerId)));
                });
    }

    /** Takes such a decision back: whoever shares the names is one again. */
    @RoleNeeded(Role.OPERATOR)
    @DeleteMapping("/v1/customer-splits/{decisionId}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<TakenBack> takeBack(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable UUID decisionId,
            @RequestParam(defaultValue = "split taken back") String reason) {
        return splits.isSplit(caller.tenantId(), decisionId)
                .filter(isSplit -> isSplit)
                .switchIfEmpty(Mono.error(() -> new NotFound("split")))
                .flatMap(isSplit -> publisher.publish(
                        decisionId.toString(),
                        factory.make(
                                caller,
                                DecisionKind.SPLIT_CUSTOMER,
                                "",
                                null,
                                DecisionContent.undoing(decisionId),
                                reason)))
                .map(decision -> new TakenBack(decision.getDecisionId(), decisionId));
    }

    private Mono<OperatorDecision> publish(
            Caller caller, UUID customerId, List<CustomerKey> names, @Nullable String reason) {
        List<Name> told = names.stream()
                .map(name -> new Name(name.kind().name(), name.value()))
                .toList();
        return publisher.publish(
                customerId.toString(),
                factory.make(
                        caller,
                        DecisionKind.SPLIT_CUSTOMER,
                        "",
                        null,
                        DecisionContent.of(new Split(customerId, told)),
                        reason));
    }

    private static List<CustomerKey> checked(String tenantId, @Nullable List<Name> names, Set<CustomerKey> known) {
        try {
            List<CustomerKey> asked = Splits.names(tenantId, names == null ? List.of() : names);
            if (known.containsAll(asked)) {
                return asked;
            }
        } catch (IllegalArgumentException e) {
            // as those that the customer does not have
        }
        throw new BadRequest("names", "1 to 20 that the customer has, each with kind and value");
    }

    record NewSplit(
            @Nullable List<Name> names,
            @Nullable String reason,
            @Nullable Boolean dryRun) {
        @Override
        public String toString() {
            return "NewSplit[***]";
        }
    }

    /** A decision that is in its topic; it is applied as soon as it is read there. */
    record Decided(String decisionId, UUID customerId) {}

    /** @param parts whom the customer would be made of */
    record Rehearsal(UUID customerId, List<Part> parts) {}

    record TakenBack(String decisionId, UUID undoes) {}
}
