package io.pondcrm.chassis.security;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import io.pondcrm.chassis.basics.ProblemException;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.module.SimpleModule;

@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.OAuth2ResourceServerAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration"
        })
@ConditionalOnProperty(name = "pond.security.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SecurityAutoConfiguration.Settings.class)
class SecurityAutoConfiguration {

    /**
     * @param issuer who signs our tokens: their {@code iss}
     * @param jwksUri where the issuer publishes its keys
     * @param audience what tokens for us name in {@code aud}
     * @param publicPaths open without a token; everything else needs one
     */
    @ConfigurationProperties("pond.security")
    record Settings(
            @DefaultValue("http://localhost:9000") String issuer,
            @DefaultValue("http://localhost:9000/oauth2/jwks") String jwksUri,
            @DefaultValue("pondcrm") String audience,
            @DefaultValue({"/actuator/health/**", "/actuator/prometheus", "/v3/api-docs/**"})
                    List<String> publicPaths) {}

    /**
     * RFC 8725: fixed algorithms, issuer, audience, explicit type (RFC 9068), and little leeway.
     */
    @Bean
    @ConditionalOnMissingBean
    JwtDecoder jwtDecoder(Settings settings, Clock clock) {
        var timeouts = new SimpleClientHttpRequestFactory();
        timeouts.setConnectTimeout(Duration.ofSeconds(2));
        timeouts.setReadTimeout(Duration.ofSeconds(2));
        var decoder =
                NimbusJwtDecoder.withJwkSetUri(settings.jwksUri())
                        .restOperations(new RestTemplate(timeouts))
                        .jwsAlgorithm(SignatureAlgorithm.RS256)
                        .jwsAlgorithm(SignatureAlgorithm.ES256)
                        .jwtProcessorCustomizer(processor ->
                                processor.setJWSTypeVerifier(
                                        new DefaultJOSEObjectTypeVerifier<>(
                                                new JOSEObjectType("at+jwt"),
                                                new JOSEObjectType("application/at+jwt"))))
                        .build();
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<Jwt>(
                        new JwtTimestampValidator(Duration.ofSeconds(30)),
                        new JwtIssuerValidator(settings.issuer()),
                        new JwtClaimValidator<List<String>>(
                                "aud", aud -> aud != null && aud.contains(settings.audience())),
                        new JwtClaimValidator<Object>("exp", exp -> exp != null)));
        return new VerifiedTokens(decoder, clock);
    }

    @Bean
    @ConditionalOnMissingBean
    SecurityFilterChain securityFilterChain(HttpSecurity http, Settings settings) throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable)
                .cors(cors -> {})
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.contentTypeOptions(it -> {}).cacheControl(it -> {}))
                .authorizeHttpRequests(requests ->
                        requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                                .permitAll()
                                .requestMatchers(settings.publicPaths().toArray(String[]::new))
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .oauth2ResourceServer(server ->
                        server.jwt(jwt -> {})
                                .authenticationEntryPoint((request, response, _) ->
                                        unauthenticated().writeTo(request, response)))
                .exceptionHandling(failures ->
                        failures.authenticationEntryPoint((request, response, _) ->
                                        unauthenticated().writeTo(request, response))
                                .accessDeniedHandler((request, response, _) ->
                                        SecurityProblem.FORBIDDEN
                                                .exception("(none)")
                                                .writeTo(request, response)))
                .build();
    }

    private static ProblemException unauthenticated() {
        return SecurityProblem.UNAUTHENTICATED.exception().header("WWW-Authenticate", "Bearer");
    }

    @Bean
    WebMvcConfigurer operationsNeedTheirScope() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new ScopeCheck());
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgument());
            }
        };
    }

    @Bean
    JsonMapperBuilderCustomizer personalDataMask() {
        return builder ->
                builder.addModule(
                        new SimpleModule("masks").setSerializerModifier(new PersonalDataMask()));
    }

    @Bean
    SecurityDocs securityDocs() {
        return new SecurityDocs();
    }
}
