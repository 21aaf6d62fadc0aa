package dev.correnteza.processor.charge;

import dev.correnteza.processor.caller.Caller;
import dev.correnteza.processor.caller.Role;
import dev.correnteza.processor.caller.RoleNeeded;
import dev.correnteza.processor.charge.Charge.Outcome;
import dev.correnteza.processor.page.BadRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** {@code POST /v1/payments}: charges at one of the tenant's accounts. */
@RestController
class ChargeController {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Charges charges;

    ChargeController(Charges charges) {
        this.charges = charges;
    }

    @PostMapping("/v1/payments")
    @RoleNeeded(Role.OPERATOR)
    Mono<ResponseEntity<CreatedPayment>> create(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody NewPayment request) {
        if (key != null && !KEY.matcher(key).matches()) {
            throw new BadRequest("Idempotency-Key", "1 to 255 printable ASCII characters");
        }
        NewPayment checked = request.checked();
        Mono<Charge> creation = Mono.defer(() -> charges.create(caller, key, hash(checked), checked));
        // A caller that goes away must not end it between the gateway and the books.
        return Mono.defer(() -> Mono.fromFuture(creation.toFuture(), true)).map(ChargeController::answer);
    }

    private static ResponseEntity<CreatedPayment> answer(Charge charge) {
        if (charge.outcome() == Outcome.REFUSED) {
            throw new NotCharged(charge);
        }
        // Not an error: callers, and what stands before them, send again what was answered with one.
        HttpStatus status = charge.outcome() == Outcome.UNKNOWN ? HttpStatus.ACCEPTED : HttpStatus.CREATED;
        return ResponseEntity.status(status).body(CreatedPayment.of(charge));
    }

    private static String hash(NewPayment request) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(JSON.writeValueAsBytes(request));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
