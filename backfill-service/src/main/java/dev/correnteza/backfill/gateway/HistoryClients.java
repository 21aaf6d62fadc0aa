package dev.correnteza.backfill.gateway;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Every gateway whose history can be read. */
@Component
public class HistoryClients {
    private final Map<String, HistoryClient> byGateway;

    HistoryClients(ObjectProvider<HistoryClient> clients) {
        this.byGateway = clients.stream().collect(Collectors.toMap(HistoryClient::gateway, Function.identity()));
    }

    /** Empty where the gateway's history cannot be read. */
    public Optional<HistoryClient> find(String gateway) {
        return Optional.ofNullable(byGateway.get(gateway));
    }
}
