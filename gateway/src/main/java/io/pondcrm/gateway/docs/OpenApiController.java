package io.pondcrm.gateway.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pondcrm.chassis.security.RequiresScope;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Hidden
class OpenApiController {

    private static final CacheControl FOR_A_MINUTE =
            CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic();

    private final OpenApiDocument document;
    private final OpenApiWebMvcResource own;

    OpenApiController(OpenApiDocument document, OpenApiWebMvcResource own) {
        this.document = document;
        this.own = own;
    }

    @GetMapping("/api/v1/openapi.json")
    @RequiresScope(RequiresScope.PUBLIC)
    ResponseEntity<byte[]> openApi(HttpServletRequest request) {
        var current = document.get(() -> ownDocument(request));
        return ResponseEntity.ok()
                .eTag(current.etag())
                .cacheControl(FOR_A_MINUTE)
                .contentType(MediaType.APPLICATION_JSON)
                .body(current.json());
    }

    private byte[] ownDocument(HttpServletRequest request) {
        try {
            return own.openapiJson(request, "/v3/api-docs", Locale.ENGLISH);
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
