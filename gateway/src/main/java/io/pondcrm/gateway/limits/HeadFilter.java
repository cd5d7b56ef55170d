package io.pondcrm.gateway.limits;

import io.pondcrm.chassis.basics.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Looks at a request's head before anything else does: its size, and the address that it comes
 * from. An answer that never reaches {@link QuotaFilter} (a bad token, a foreign origin) carries
 * that address's budget.
 */
final class HeadFilter extends OncePerRequestFilter {

    private final LimitSettings settings;
    private final Budgets budgets;

    HeadFilter(LimitSettings settings, Budgets budgets) {
        this.settings = settings;
        this.budgets = budgets;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var budget = budgets.ofAddress(request.getRemoteAddr());
        response.setHeader("RateLimit-Policy", budget.policyHeader());
        response.setHeader("RateLimit", budget.look().toHeader());
        var problem = tooLarge(request);
        if (problem != null) {
            response.setHeader("Connection", "close");
            problem.writeTo(request, response);
            return;
        }
        chain.doFilter(request, response);
        if (response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED) {
            budget.spend();
        }
    }

    private @Nullable ProblemException tooLarge(HttpServletRequest request) {
        var query = request.getQueryString();
        var uri = request.getRequestURI().length() + (query == null ? 0 : query.length() + 1);
        if (uri > settings.uri().toBytes()) {
            return LimitProblem.URI_TOO_LONG.exception(String.valueOf(settings.uri().toBytes()));
        }
        return headerBytes(request) > settings.headers().toBytes()
                ? LimitProblem.HEADERS_TOO_LARGE.exception(
                        String.valueOf(settings.headers().toBytes()))
                : null;
    }

    private static long headerBytes(HttpServletRequest request) {
        var bytes = 0L;
        var names = request.getHeaderNames();
        while (names.hasMoreElements()) {
            var name = names.nextElement();
            var values = request.getHeaders(name);
            while (values.hasMoreElements()) {
                bytes += name.length() + ": \r\n".length() + values.nextElement().length();
            }
        }
        return bytes;
    }
}
