package io.pondcrm.gateway.limits;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.pondcrm.chassis.security.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Spends one call of the client's budget, or of the address's where there is no token. It stands
 * behind the token check, so that nobody spends the budget of another.
 */
final class QuotaFilter extends OncePerRequestFilter {

    private final Budgets budgets;
    private final Counter granted;
    private final Counter refused;

    QuotaFilter(Budgets budgets, MeterRegistry meters) {
        this.budgets = budgets;
        this.granted = counter(meters, "granted");
        this.refused = counter(meters, "refused");
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("pond.gateway.quota")
                .description("Calls that were or were not within their caller's budget")
                .tag("outcome", outcome)
                .register(meters);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var budget = budgets.of(Caller.current(), request.getRemoteAddr());
        var account = budget.spend();
        response.setHeader("RateLimit-Policy", budget.policyHeader());
        response.setHeader("RateLimit", account.toHeader());
        if (account.granted()) {
            granted.increment();
            chain.doFilter(request, response);
        } else {
            refused.increment();
            LimitProblem.QUOTA_EXCEEDED
                    .exception(
                            String.valueOf(account.quota().requests()),
                            String.valueOf(account.quota().window().toSeconds()))
                    .header(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, account.refill())))
                    .writeTo(request, response);
        }
    }
}
