package io.pondcrm.customer.privacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The published JSON Schema of dossiers. */
final class DossierSchema {

    private DossierSchema() {}

    static Map<String, Object> read(JsonMapper json, ClassPathResource file) {
        try (var in = file.getInputStream()) {
            return json.readValue(in, new TypeReference<Map<String, Object>>() {});
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
