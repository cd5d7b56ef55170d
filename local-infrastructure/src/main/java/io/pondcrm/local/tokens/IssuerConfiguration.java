package io.pondcrm.local.tokens;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IssuerSettings.class)
class IssuerConfiguration {

    private static final String SYSTEM = "pond.system";

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    PasswordEncoder secretDigest() {
        return new SecretDigest();
    }

    @Bean
    JWKSource<SecurityContext> signingKeys(IssuerSettings settings) {
        return new ImmutableJWKSet<>(new JWKSet(SigningKey.open(settings.directory())));
    }

    @Bean
    AuthorizationServerSettings serverSettings(IssuerSettings settings) {
        return AuthorizationServerSettings.builder().issuer(settings.url().toString()).build();
    }

    @Bean
    OAuth2AuthorizationService authorizations() {
        return new ForgetfulAuthorizations();
    }

    @Bean
    RegisteredClientRepository clients(
            IssuerSettings settings, Environment environment, PasswordEncoder digest) {
        var secrets =
                ClientSecrets.open(
                        settings.directory(),
                        variable -> Optional.ofNullable(environment.getProperty(variable)),
                        new SecureRandom());
        return new InMemoryRegisteredClientRepository(
                Arrays.stream(DemoClient.values())
                        .map(client ->
                                registered(
                                        client, digest.encode(secrets.secretOf(client)), settings))
                        .toList());
    }

    private static RegisteredClient registered(
            DemoClient client, String secretDigest, IssuerSettings settings) {
        var clientSettings = ClientSettings.builder();
        client.system().ifPresent(system -> clientSettings.setting(SYSTEM, system));
        return RegisteredClient.withId(client.id())
                .clientId(client.id())
                .clientSecret(secretDigest)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scopes(scopes -> scopes.addAll(client.scopes()))
                .clientSettings(clientSettings.build())
                .tokenSettings(
                        TokenSettings.builder()
                                .accessTokenTimeToLive(settings.tokenLifetime())
                                .build())
                .build();
    }

    /** Shapes access tokens as RFC 9068 wants them. */
    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> accessTokens(IssuerSettings settings) {
        return context -> {
            var client = context.getRegisteredClient();
            context.getJwsHeader().type("at+jwt");
            context.getClaims()
                    .audience(List.of(settings.audience()))
                    .claim("client_id", client.getClientId())
                    // One string, where the framework writes an array.
                    .claim("scope", String.join(" ", context.getAuthorizedScopes()));
            if (client.getClientSettings().getSetting(SYSTEM) instanceof String system) {
                context.getClaims().claim("system", system);
            }
        };
    }

    /** Lets the docs page ask for tokens from a browser; mails stay closed to every page. */
    @Bean
    CorsConfigurationSource corsConfigurationSource(IssuerSettings settings) {
        var cors = new CorsConfiguration();
        cors.setAllowedOrigins(settings.allowedOrigins());
        cors.setAllowedMethods(List.of("GET", "POST"));
        cors.setAllowedHeaders(List.of("Authorization", "Content-Type", "X-Requested-With"));
        var sources = new UrlBasedCorsConfigurationSource();
        sources.registerCorsConfiguration("/oauth2/**", cors);
        sources.registerCorsConfiguration("/.well-known/**", cors);
        return sources;
    }

    @Bean
    @Order(1)
    SecurityFilterChain tokenEndpoints(HttpSecurity http) {
        return http.oauth2AuthorizationServer(
                        server -> {
                            http.securityMatcher(server.getEndpointsMatcher());
                            server.tokenEndpoint(token ->
                                    token.accessTokenRequestConverters(converters ->
                                            converters.addFirst(new AllScopesUnlessAsked())));
                        })
                .cors(Customizer.withDefaults())
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .build();
    }

    /**
     * Mail and health are open to this machine. Without CSRF tokens: there is no login to ride on,
     * and a foreign page's DELETE fails at its preflight.
     */
    @Bean
    @Order(2)
    SecurityFilterChain openPages(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                // Preflights come without the method that the other chain looks for.
                .cors(Customizer.withDefaults())
                .sessionManagement(
                        sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests ->
                        requests.requestMatchers(
                                        HttpMethod.GET,
                                        "/mails",
                                        "/mails.json",
                                        "/actuator/health",
                                        "/actuator/health/**")
                                .permitAll()
                                .requestMatchers(HttpMethod.DELETE, "/mails")
                                .permitAll()
                                .anyRequest()
                                .denyAll())
                .build();
    }
}
