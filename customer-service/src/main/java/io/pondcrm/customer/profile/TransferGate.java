package io.pondcrm.customer.profile;

import io.pondcrm.chassis.security.Caller;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.profile.domain.Transfers;
import io.pondcrm.customer.profile.domain.Transfers.Way;
import io.pondcrm.kernel.CustomerId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses what a partner's client asks of one customer whose data must not go to it, whichever
 * operation it is: each that has a customer in its path is guarded, also one that is not written
 * yet. Only what a customer said about consent is taken from everybody: taking one back must be
 * easy.
 */
@Component
class TransferGate implements HandlerInterceptor, WebMvcConfigurer {

    private static final String CONSENTS = "/api/v1/customers/{id}/consents";
    private static final String BY_EXTERNAL_ID = "/api/v1/customers/by-external-id/";

    private final Customers customers;
    private final Transfers transfers;

    TransferGate(Customers customers, Transfers transfers) {
        this.customers = customers;
        this.transfers = transfers;
    }

    /** Behind the check of scopes. */
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(Ordered.LOWEST_PRECEDENCE);
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        var system = Caller.current().boundSystem();
        if (system == null || isStatementOfConsent(request)) {
            return true;
        }
        var asked = askedFor(request, system);
        var refused = transfers.refused(system, Way.READ, asked);
        for (var customer : asked) {
            var why = refused.get(customer);
            // To a partner who does not know the customer there is nobody.
            if (why != null && customers.exists(customer, system)) {
                throw CustomerProblem.transferRefused(why);
            }
        }
        return true;
    }

    private static boolean isStatementOfConsent(HttpServletRequest request) {
        return request.getMethod().equals("POST")
                && CONSENTS.equals(
                        String.valueOf(
                                request.getAttribute(
                                        HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)));
    }

    private Collection<CustomerId> askedFor(HttpServletRequest request, String system) {
        if (!(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                instanceof Map<?, ?> variables)) {
            return List.of();
        }
        if (request.getRequestURI().startsWith(BY_EXTERNAL_ID)
                && variables.get("key") instanceof String key
                && system.equals(variables.get("system"))) {
            return ExternalId.find(system, key).flatMap(customers::find).stream()
                    .map(it -> it.id())
                    .toList();
        }
        return variables.values().stream()
                .map(it -> CustomerId.find(String.valueOf(it)))
                .flatMap(Optional::stream)
                .toList();
    }
}
