package dev.correnteza.processor.openapi;

import dev.correnteza.processor.caller.Role;
import dev.correnteza.processor.caller.RoleNeeded;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/openapi.json}: the document as it was written; a test holds it against the routes and their answers. */
@RestController
class OpenApiController {
    private final Resource document = new ClassPathResource("openapi/openapi.json");

    /** Open to everybody: the key filter lets this path pass. */
    @GetMapping("/v1/openapi.json")
    @RoleNeeded(Role.VIEWER)
    ResponseEntity<Resource> document() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(document);
    }
}
