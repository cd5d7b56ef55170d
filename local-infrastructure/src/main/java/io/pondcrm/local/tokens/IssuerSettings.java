package io.pondcrm.local.tokens;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param url the {@code iss} of every token, which services compare letter by letter
 * @param directory keeps the signing key and the clients' secrets
 * @param audience the {@code aud} of every token
 * @param tokenLifetime from issue to expiry
 * @param allowedOrigins pages of these origins may ask for tokens, e.g. the docs page
 */
@ConfigurationProperties("pond.issuer")
record IssuerSettings(
        URI url,
        Path directory,
        String audience,
        Duration tokenLifetime,
        @DefaultValue List<String> allowedOrigins) {

    IssuerSettings {
        allowedOrigins = List.copyOf(allowedOrigins);
    }
}
