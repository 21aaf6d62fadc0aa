package dev.correnteza.processor.charge;

import dev.correnteza.processor.account.Accounts;
import dev.correnteza.processor.caller.Caller;
import dev.correnteza.processor.caller.Role;
import dev.correnteza.processor.matching.Matcher;
import dev.correnteza.processor.matching.PaymentIdPrefixes;
import dev.correnteza.processor.outbox.RecordOutbox;
import dev.correnteza.processor.outbox.RecordPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Creates payments with the parts of a running service, at a gateway of the test's own. */
public final class ChargeDesk {
    private final Charges charges;

    public ChargeDesk(ApplicationContext service, ChargeGateway gateway) {
        this.charges = new Charges(
                service.getBean(Accounts.class),
                service.getBean(ChargeRepository.class),
                service.getBean(Matcher.class),
                service.getBean(PaymentIdPrefixes.class),
                service.getBean(RecordOutbox.class),
                service.getBean(RecordPublisher.class),
                service.getBean(TransactionalOperator.class),
                service.getBean(ChargeProperties.class),
                service.getBean(Clock.class),
                service.getBean(MeterRegistry.class),
                List.of(gateway));
    }

    /** @return the payment's id */
    public Mono<String> create(String tenantId, String accountId, long amountMinor) {
        NewPayment request =
                new NewPayment(accountId, amountMinor, "BRL", "PIX", null, null, null, null, null, null).checked();
        Caller caller = new Caller(tenantId, "key-of-a-test", Role.OPERATOR);
        return charges.create(caller, null, "", request).map(Charge::paymentId);
    }
}
