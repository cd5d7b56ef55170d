package io.pondcrm.engagement;

import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.client.OAuth2ClientHttpRequestInterceptor;
import org.springframework.security.oauth2.core.AuthorizationGrantType;

/** The access token that this service itself has when it asks another one. */
public final class OurToken {

    private OurToken() {}

    /**
     * Puts a token on each request; asks for a new one when it runs out or is refused. None of what
     * it is made of is a bean: people do not log in here, and nothing else may find these.
     *
     * @param service who is asked
     * @param scope what for, and no more than that
     */
    public static ClientHttpRequestInterceptor on(
            String service, String scope, String tokenUri, String clientId, String clientSecret) {
        var registrations =
                new InMemoryClientRegistrationRepository(
                        ClientRegistration.withRegistrationId(service)
                                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                                .tokenUri(tokenUri)
                                .clientId(clientId)
                                .clientSecret(clientSecret)
                                .scope(scope)
                                .build());
        var clients = new InMemoryOAuth2AuthorizedClientService(registrations);
        var interceptor =
                new OAuth2ClientHttpRequestInterceptor(
                        new AuthorizedClientServiceOAuth2AuthorizedClientManager(
                                registrations, clients));
        var ourselves =
                new AnonymousAuthenticationToken(
                        clientId, clientId, AuthorityUtils.createAuthorityList("ROLE_SERVICE"));
        interceptor.setClientRegistrationIdResolver(_ -> service);
        interceptor.setPrincipalResolver(_ -> ourselves);
        interceptor.setAuthorizationFailureHandler(
                OAuth2ClientHttpRequestInterceptor.authorizationFailureHandler(clients));
        return interceptor;
    }
}
