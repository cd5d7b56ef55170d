package io.pondcrm.chassis.security;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Whoever sent the request, as the access token says. A controller method takes it as an argument.
 *
 * @param clientId the OAuth client; {@code anonymous} on public operations
 * @param scopes what the token allows
 * @param boundSystem the one partner system whose data this client may write; null for clients of
 *     our own
 */
public record Caller(String clientId, Set<String> scopes, @Nullable String boundSystem) {

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** The caller of the request that this thread works on. */
    public static Caller current() {
        return of(SecurityContextHolder.getContext().getAuthentication());
    }

    static Caller of(@Nullable Authentication authentication) {
        if (authentication == null || !(authentication.getPrincipal() instanceof Jwt token)) {
            return new Caller("anonymous", Set.of(), null);
        }
        var client = token.getClaimAsString("client_id");
        var scope = token.getClaimAsString("scope");
        return new Caller(
                client != null ? client : Objects.requireNonNullElse(token.getSubject(), "unknown"),
                scope == null ? Set.of() : Set.of(scope.strip().split("\\s+")),
                token.getClaimAsString("system"));
    }

    public boolean has(String scope) {
        return scopes.contains(scope);
    }

    /** The partner system that this client is bound to; empty for clients of our own. */
    public Optional<String> system() {
        return Optional.ofNullable(boundSystem);
    }

    /** Whether this client may write, or see the keys of, what belongs to a partner system. */
    public boolean mayActFor(String partnerSystem) {
        return boundSystem == null || boundSystem.equals(partnerSystem);
    }
}
