package io.pondcrm.customer.identity;

import io.pondcrm.chassis.basics.ProblemException;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.kernel.CustomerId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Leads requests for a customer who was merged into another to that one, instead of 404. For now
 * only (307, not 308): a merge may be undone, so nobody shall remember the way.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-15.4.8">RFC 9110, 307: method and
 *     body stay</a>
 */
@Component
class MergedAway implements HandlerExceptionResolver, Ordered {

    private static final String CUSTOMERS = "/api/v1/customers/";

    private final Customers customers;

    MergedAway(Customers customers) {
        this.customers = customers;
    }

    /** Before the one that answers 404. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable Object handler,
            Exception failure) {
        if (!(failure instanceof ProblemException problem)
                || problem.type() != WebProblem.NOT_FOUND) {
            return null;
        }
        var asked = askedFor(request);
        var survivor = asked.flatMap(id -> survivor(id, Caller.current()));
        if (survivor.isEmpty()) {
            return null;
        }
        try {
            IdentityProblem.MERGED_AWAY
                    .exception(survivor.get().value())
                    .header("Location", location(request, asked.orElseThrow(), survivor.get()))
                    .writeTo(request, response);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        return new ModelAndView();
    }

    private static Optional<CustomerId> askedFor(HttpServletRequest request) {
        return request.getRequestURI().startsWith(CUSTOMERS)
                        && request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                                instanceof Map<?, ?> variables
                        && variables.get("id") instanceof String id
                        && request.getRequestURI().startsWith(CUSTOMERS + id)
                ? CustomerId.find(id)
                : Optional.empty();
    }

    /**
     * To a partner who knew neither of the two, there is nobody. The survivor may be merged itself
     * at this very moment: then the caller is led on from there.
     */
    private Optional<CustomerId> survivor(CustomerId merged, Caller caller) {
        return customers.existing(Set.of(merged), caller.boundSystem()).isEmpty()
                ? Optional.empty()
                : customers.survivorOf(merged);
    }

    private static String location(
            HttpServletRequest request, CustomerId merged, CustomerId survivor) {
        var path = request.getRequestURI();
        var query = request.getQueryString();
        return CUSTOMERS
                + survivor
                + path.substring(CUSTOMERS.length() + merged.value().length())
                + (query == null ? "" : "?" + query);
    }
}
