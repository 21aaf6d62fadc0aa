package dev.correnteza.backfill.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The gateways that can be asked after a payment. */
@Component
public class PaymentClients {
    private final Map<String, PaymentClient> byGateway;

    PaymentClients(List<PaymentClient> clients) {
        this.byGateway = clients.stream().collect(Collectors.toMap(PaymentClient::gateway, Function.identity()));
    }

    public Optional<PaymentClient> find(String gateway) {
        return Optional.ofNullable(byGateway.get(gateway));
    }
}
