package dev.correnteza.processor.explain;

import dev.correnteza.events.PaymentStatus;
import dev.correnteza.processor.caller.Caller;
import dev.correnteza.processor.caller.Role;
import dev.correnteza.processor.caller.RoleNeeded;
import dev.correnteza.processor.page.NotFound;
import dev.correnteza.processor.payment.PaymentQueries;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code /v1/payments/{id}/explain}: each webhook, verdict, mapping, transition and delivery, with times and offsets. */
@RestController
class ExplainController {
    private final PaymentQueries payments;
    private final ExplainQueries queries;

    ExplainController(PaymentQueries payments, ExplainQueries queries) {
        this.payments = payments;
        this.queries = queries;
    }

    @GetMapping("/v1/payments/{paymentId}/explain")
    @RoleNeeded(Role.VIEWER)
    Mono<Explanation> explain(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String paymentId) {
        return payments.find(caller.tenantId(), paymentId)
                .flatMap(payment -> queries.hops(caller.tenantId(), payment.paymentId())
                        .collectList()
                        .map(hops -> new Explanation(payment.paymentId(), payment.status(), hops)))
                .switchIfEmpty(Mono.defer(() -> notInTheBooks(caller.tenantId(), paymentId)));
    }

    // Created a moment ago, or while the broker is away: the books have not read of it yet.
    private Mono<Explanation> notInTheBooks(String tenantId, String paymentId) {
        return queries.hops(tenantId, paymentId).collectList().map(hops -> {
            if (hops.isEmpty()) {
                throw new NotFound("payment");
            }
            return new Explanation(paymentId, PaymentStatus.UNKNOWN.name(), hops);
        });
    }

    /** A payment's way. */
    record Explanation(String paymentId, String status, List<Hop> hops) {}
}
