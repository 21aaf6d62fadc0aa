package dev.correnteza.tracking;

import dev.correnteza.events.Address;
import dev.correnteza.events.Attribution;
import dev.correnteza.events.Customer;
import dev.correnteza.events.DocumentType;
import dev.correnteza.events.Item;
import dev.correnteza.events.Lane;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.PaymentStatus;
import dev.correnteza.events.PaymentTransition;
import dev.correnteza.events.PrivateTransition;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.identity.DerivedId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Transitions of an invented customer. */
public final class Transitions {
    public static final List<String> PERSONAL = List.of(
            "maria.silva@exemplo.com.br",
            "Maria.Silva@Exemplo.com.br",
            "5511987654321",
            "Maria Clara",
            "da Silva",
            "12345678909",
            "01310",
            "IwAR2F4-dbP0l7Mn1IawQQGCINEz7PYXQvwjNwB",
            "Rua das Flores",
            // sha256 of the e-mail
            "fe69152db399163076923cac12c437097d25aa4292f8fd32fd82ac309c23eddd");

    // Builders fill in defaults of enumerations only once a codec has told Avro to trust them.
    private static final AvroCodec<PrivateTransition> CODEC = AvroCodec.of(PrivateTransition.class);

    private Transitions() {}

    public static byte[] encoded(PrivateTransition transition) {
        return CODEC.encode(transition);
    }

    public static PrivateTransition paid(String tenantId, String paymentId, Instant occurredAt) {
        return of(tenantId, paymentId, PaymentStatus.PENDING, PaymentStatus.PAID, occurredAt);
    }

    public static PrivateTransition of(
            String tenantId, String paymentId, PaymentStatus from, PaymentStatus to, Instant occurredAt) {
        UUID eventId = new UUID(0x7000L, (paymentId + to).hashCode());
        PaymentTransition transition = PaymentTransition.newBuilder()
                .setTransitionId(DerivedId.transition(paymentId, eventId).toString())
                .setTenantId(tenantId)
                .setAccountId("account-1")
                .setGateway("hotmart")
                .setPaymentId(paymentId)
                .setEventId(eventId.toString())
                .setType("payment.paid")
                .setFromStatus(from)
                .setToStatus(to)
                .setPaymentStatus(to)
                .setOccurredAt(occurredAt.truncatedTo(ChronoUnit.MICROS))
                .setRecordedAt(occurredAt.truncatedTo(ChronoUnit.MICROS))
                .setLane(Lane.LIVE)
                .setAmountMinor(19700L)
                .setCurrency("BRL")
                .setMethod(PaymentMethod.PIX)
                .setItems(List.of(Item.newBuilder()
                        .setProductId("plano-mensal")
                        .setQuantity(1)
                        .setUnitAmountMinor(19700L)
                        .build()))
                .build();
        return PrivateTransition.newBuilder()
                .setTransition(transition)
                .setCustomerId("cus_7f3a91")
                .setCustomer(customer())
                .setAttribution(Attribution.newBuilder()
                        .setFbc("fb.1.1770000000000.IwAR2F4-dbP0l7Mn1IawQQGCINEz7PYXQvwjNwB_qa2ofrHyiLjcbCRxTDMgk")
                        .setFbp("fb.2.1769999000000.1098115397")
                        .build())
                .build();
    }

    private static Customer customer() {
        return Customer.newBuilder()
                .setName("Maria Clara da Silva")
                .setEmail("Maria.Silva@Exemplo.com.br")
                .setDocument("12345678909")
                .setDocumentType(DocumentType.CPF)
                .setPhone("+5511987654321")
                .setAddress(Address.newBuilder()
                        .setStreet("Rua das Flores")
                        .setCity("São Paulo")
                        .setState("SP")
                        .setPostalCode("01310-100")
                        .setCountry("BR")
                        .build())
                .build();
    }
}
