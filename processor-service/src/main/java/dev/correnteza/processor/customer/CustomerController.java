package dev.correnteza.processor.customer;

import dev.correnteza.processor.caller.Caller;
import dev.correnteza.processor.caller.Role;
import dev.correnteza.processor.caller.RoleNeeded;
import dev.correnteza.processor.page.NotFound;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code /v1/customers/{id}}: a customer, and why all of that is one person. Personal data, so not for every viewer. */
@RestController
class CustomerController {
    private final CustomerQueries queries;

    CustomerController(CustomerQueries queries) {
        this.queries = queries;
    }

    @GetMapping("/v1/customers/{customerId}")
    @RoleNeeded(Role.OPERATOR)
    Mono<CustomerView> one(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable UUID customerId) {
        return queries.find(caller.tenantId(), customerId).switchIfEmpty(Mono.error(() -> new NotFound("customer")));
    }
}
