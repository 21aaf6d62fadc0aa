package dev.correnteza.processor.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.correnteza.processor.caller.Caller;
import dev.correnteza.processor.caller.Role;
import dev.correnteza.processor.caller.RoleNeeded;
import dev.correnteza.processor.page.BadRequest;
import dev.correnteza.processor.page.Cursor;
import dev.correnteza.processor.page.Limit;
import dev.correnteza.processor.page.Page;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code /v1/audit}: who changed what. */
@RestController
class AuditController {
    private final AuditRepository repository;

    AuditController(AuditRepository repository) {
        this.repository = repository;
    }

    /** The newest first. */
    @GetMapping("/v1/audit")
    @RoleNeeded(Role.ADMIN)
    Mono<Page<EntryView>> list(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit) {
        int size = Limit.of(limit);
        return repository
                .newest(caller.tenantId(), before(Cursor.of(cursor)), size + 1)
                .map(EntryView::of)
                .collectList()
                .map(read -> Page.of(read, size, view -> new Cursor(view.at(), Long.toString(view.sequence()))));
    }

    /** Walks the whole chain. */
    @GetMapping("/v1/audit/verify")
    @RoleNeeded(Role.ADMIN)
    Mono<Verdict> verify(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        return repository
                .chain(caller.tenantId())
                .reduceWith(
                        () -> new Walked(ChainWalk.START, new ChainHead(0, AuditEntry.genesis())),
                        (walked, link) -> new Walked(
                                link.entry() == null
                                        ? walked.walk()
                                        : walked.walk().next(link.entry()),
                                link.head()))
                .map(walked -> Verdict.of(walked.walk().end(walked.head()), walked.head()));
    }

    private static long before(Cursor cursor) {
        if (cursor.equals(Cursor.START)) {
            return Long.MAX_VALUE;
        }
        try {
            return Long.parseLong(cursor.id());
        } catch (NumberFormatException e) {
            throw new BadRequest("cursor", "a nextCursor of an earlier answer");
        }
    }

    private record Walked(ChainWalk walk, ChainHead head) {}

    /** An entry as the API shows it; hashes in hexadecimal. */
    record EntryView(
            long sequence,
            Instant at,
            String keyId,
            String action,
            String target,
            @JsonRawValue String details,
            String previousHash,
            String hash) {
        static EntryView of(AuditEntry entry) {
            return new EntryView(
                    entry.sequence(),
                    entry.at(),
                    entry.keyId(),
                    entry.action(),
                    entry.target(),
                    entry.details(),
                    HexFormat.of().formatHex(entry.previousHash()),
                    HexFormat.of().formatHex(entry.hash()));
        }
    }

    /**
     * Whether the chain is as it was written.
     *
     * @param entries how many there should be
     * @param hash that the newest should have, in hexadecimal. Whoever keeps it elsewhere can tell a chain that was written anew
     * @param firstBroken {@code null} where none is
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Verdict(boolean intact, long entries, String hash, ChainWalk.@Nullable Broken firstBroken) {
        static Verdict of(ChainWalk walk, ChainHead head) {
            return new Verdict(
                    walk.broken() == null, head.entries(), HexFormat.of().formatHex(head.hash()), walk.broken());
        }
    }
}
