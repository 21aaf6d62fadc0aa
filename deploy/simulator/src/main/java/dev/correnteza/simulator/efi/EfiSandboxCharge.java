package dev.correnteza.simulator.efi;

import dev.correnteza.simulator.charge.ChargeFaults.Kind;
import dev.correnteza.simulator.charge.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** An immediate charge and the Pix that paid it. */
final class EfiSandboxCharge {
    private final String txid;
    private final ObjectNode asked;
    private final @Nullable Kind fault;
    private final List<ObjectNode> pix = new ArrayList<>();
    private Instant createdAt;

    EfiSandboxCharge(String txid, ObjectNode asked, Instant createdAt, @Nullable Kind fault) {
        this.txid = txid;
        this.asked = asked;
        this.createdAt = createdAt;
        this.fault = fault;
    }

    String txid() {
        return txid;
    }

    @Nullable
    Kind fault() {
        return fault;
    }

    /** As if it had been made before its time. */
    synchronized void expire() {
        createdAt = createdAt.minus(
                Duration.ofSeconds(asked.path("calendario").path("expiracao").asLong() + 1));
    }

    synchronized ObjectNode pay(Instant at) {
        ObjectNode paid = Json.object()
                .put(
                        "endToEndId",
                        "E00000000"
                                + UUID.randomUUID().toString().replace("-", "").substring(0, 23))
                .put("txid", txid)
                .put("chave", asked.path("chave").asString())
                .put("valor", asked.path("valor").path("original").asString())
                .put("horario", millis(at));
        pix.add(paid);
        return paid.deepCopy();
    }

    synchronized List<ObjectNode> pix() {
        return pix.stream().map(ObjectNode::deepCopy).toList();
    }

    /** As the API answers it: without the Pix, which are asked for by themselves. */
    synchronized ObjectNode json() {
        ObjectNode json = Json.object();
        json.putObject("calendario")
                .put("criacao", millis(createdAt))
                .put("expiracao", asked.path("calendario").path("expiracao").asInt());
        json.put("txid", txid).put("revisao", 0);
        json.putObject("loc")
                .put("id", 1)
                .put("location", "pix.example.com/qr/v2/" + txid)
                .put("tipoCob", "cob");
        json.put("location", "pix.example.com/qr/v2/" + txid).put("status", pix.isEmpty() ? "ATIVA" : "CONCLUIDA");
        if (asked.has("devedor")) {
            json.set("devedor", asked.path("devedor").deepCopy());
        }
        json.putObject("valor")
                .put("original", asked.path("valor").path("original").asString());
        json.put("chave", asked.path("chave").asString());
        json.put("pixCopiaECola", "00020101021226830014BR.GOV.BCB.PIX2561pix.example.com/qr/v2/" + txid);
        return json;
    }

    private static String millis(Instant at) {
        return Instant.ofEpochMilli(at.toEpochMilli()).toString();
    }
}
