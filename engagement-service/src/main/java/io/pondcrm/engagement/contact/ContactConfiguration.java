package io.pondcrm.engagement.contact;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.client.OAuth2ClientHttpRequestInterceptor;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.web.client.RestClient;

@Configuration(proxyBeanMethods = false)
class ContactConfiguration {

    private static final String CUSTOMER_SERVICE = "customer-service";

    /** The breakers of this service, with their meters. */
    @Bean
    CircuitBreakerRegistry circuitBreakers(MeterRegistry meters) {
        var registry = CircuitBreakerRegistry.ofDefaults();
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registry).bindTo(meters);
        return registry;
    }

    @Bean
    ContactCardClient contactCardClient(
            ContactCardSettings settings, CircuitBreakerRegistry breakers) {
        var http =
                RestClient.builder()
                        .baseUrl(settings.url().toString())
                        .requestInterceptor(withOurToken(settings))
                        .build();
        return new ContactCardClient(http, settings, breakers);
    }

    // None of this is a bean: people do not log in here, and nothing else may find these.
    private static OAuth2ClientHttpRequestInterceptor withOurToken(ContactCardSettings settings) {
        var registrations =
                new InMemoryClientRegistrationRepository(
                        ClientRegistration.withRegistrationId(CUSTOMER_SERVICE)
                                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                                .tokenUri(settings.tokenUri())
                                .clientId(settings.clientId())
                                .clientSecret(settings.clientSecret())
                                .scope("contact-cards:read")
                                .build());
        var clients = new InMemoryOAuth2AuthorizedClientService(registrations);
        var interceptor =
                new OAuth2ClientHttpRequestInterceptor(
                        new AuthorizedClientServiceOAuth2AuthorizedClientManager(
                                registrations, clients));
        var ourselves =
                new AnonymousAuthenticationToken(
                        settings.clientId(),
                        settings.clientId(),
                        AuthorityUtils.createAuthorityList("ROLE_SERVICE"));
        interceptor.setClientRegistrationIdResolver(_ -> CUSTOMER_SERVICE);
        interceptor.setPrincipalResolver(_ -> ourselves);
        interceptor.setAuthorizationFailureHandler(
                OAuth2ClientHttpRequestInterceptor.authorizationFailureHandler(clients));
        return interceptor;
    }
}
