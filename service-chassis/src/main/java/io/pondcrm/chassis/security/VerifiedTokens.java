package io.pondcrm.chassis.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Remembers tokens whose signature was found good, until they expire and for a minute at most:
 * checking RS256 costs half of a hop's throughput, and a key that was withdrawn must stop counting
 * soon.
 */
class VerifiedTokens implements JwtDecoder {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final JwtDecoder decoder;
    private final Cache<String, Jwt> verified;

    VerifiedTokens(JwtDecoder decoder, Clock clock) {
        this.decoder = decoder;
        this.verified =
                Caffeine.newBuilder()
                        .maximumSize(10_000)
                        .expireAfter(
                                Expiry.<String, Jwt>creating((_, token) -> {
                                    var left =
                                            Duration.between(
                                                    clock.instant(),
                                                    Objects.requireNonNull(token.getExpiresAt()));
                                    return left.compareTo(LONGEST) < 0 ? left : LONGEST;
                                }))
                        .build();
    }

    @Override
    public Jwt decode(String token) {
        var known = verified.getIfPresent(token);
        if (known == null) {
            known = decoder.decode(token);
            verified.put(token, known);
        }
        return known;
    }
}
