package io.pondcrm.chassis.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** The service with a clock that tests move, and tokens that only name a client. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(Things.class)
class ThingsApp {

    /** Without a broker: nothing here speaks to one. */
    static final String NO_BROKER =
            "spring.autoconfigure.exclude=org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration";

    static final class TestClock extends Clock {

        private final AtomicReference<Instant> now =
                new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));

        void advance(Duration by) {
            now.updateAndGet(it -> it.plus(by));
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Bean
    TestClock clock() {
        return new TestClock();
    }

    /** {@code client-a} may read and write, {@code client-a.narrow} only write. */
    @Bean
    JwtDecoder tokens() {
        return token -> {
            var isNarrow = token.endsWith(".narrow");
            return Jwt.withTokenValue(token)
                    .header("typ", "at+jwt")
                    .claim("client_id", token.replace(".narrow", ""))
                    .claim("scope", isNarrow ? "things:write" : "things:read things:write")
                    .build();
        };
    }
}
