package io.pondcrm.gateway.browsers;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

@Configuration(proxyBeanMethods = false)
class BrowserConfiguration {

    /**
     * @param allowedOrigins exact origins of front ends, for example {@code https://crm.example};
     *     empty: none
     */
    @ConfigurationProperties("pond.cors")
    record Settings(@DefaultValue List<String> allowedOrigins) {

        Settings {
            allowedOrigins = List.copyOf(allowedOrigins);
            if (allowedOrigins.contains("*")) {
                throw new IllegalArgumentException(
                        "pond.cors.allowed-origins is a list of origins; * is not one");
            }
        }
    }

    /** Tokens travel in a header that pages set themselves, so that no cookies are let through. */
    @Bean
    UrlBasedCorsConfigurationSource corsConfigurationSource(Settings settings) {
        var cors = new CorsConfiguration();
        cors.setAllowedOrigins(settings.allowedOrigins());
        cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        cors.setAllowedHeaders(
                List.of(
                        "Authorization",
                        "Accept",
                        "Accept-Language",
                        "Content-Type",
                        "Idempotency-Key",
                        "If-Match",
                        "If-None-Match",
                        "Consistency-Token",
                        "Last-Event-ID",
                        "traceparent",
                        "tracestate"));
        cors.setExposedHeaders(
                List.of(
                        "ETag",
                        "Link",
                        "Location",
                        "Retry-After",
                        "RateLimit",
                        "RateLimit-Policy",
                        "Idempotency-Replayed",
                        "Consistency-Token",
                        "Content-Disposition",
                        "WWW-Authenticate"));
        cors.setMaxAge(Duration.ofHours(1));
        var source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/api/**", cors);
        return source;
    }
}
