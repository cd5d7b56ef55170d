package io.pondcrm.gateway.browsers;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

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

    /** Found by Spring Security under this name. */
    @Bean
    CorsFilter corsFilter(UrlBasedCorsConfigurationSource source) {
        var filter = new CorsFilter(source);
        filter.setCorsProcessor(new Refusing());
        return filter;
    }

    /** Spring Security runs the filter; once is enough. */
    @Bean
    FilterRegistrationBean<CorsFilter> onlyBySecurity(CorsFilter filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(false);
        return registration;
    }

    /** Refuses as everything here does, by a problem. */
    private static final class Refusing extends DefaultCorsProcessor {

        @Override
        public boolean processRequest(
                @Nullable CorsConfiguration rules,
                HttpServletRequest request,
                HttpServletResponse response)
                throws IOException {
            var isAllowed = super.processRequest(rules, request, response);
            if (!isAllowed) {
                BrowserProblem.ORIGIN_REFUSED.exception().writeTo(request, response);
            }
            return isAllowed;
        }

        @Override
        protected void rejectRequest(ServerHttpResponse response) {
            // Answered above, where the request is known.
        }
    }
}
