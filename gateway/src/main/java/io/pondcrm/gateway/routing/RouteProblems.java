package io.pondcrm.gateway.routing;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.pondcrm.chassis.basics.ProblemException;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.gateway.routing.domain.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Objects;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Says honestly what went wrong on a route. */
record RouteProblems(Route route) implements HandlerFilterFunction<ServerResponse, ServerResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(RouteProblems.class);

    @Override
    public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next)
            throws Exception {
        try {
            var answer = next.handle(request);
            if (answer instanceof ServiceAnswer unusable && !unusable.isUsable()) {
                unusable.drop();
                return problem(problemOf(unusable));
            }
            return answer;
        } catch (CallNotPermittedException open) {
            return problem(away());
        } catch (ProblemException refusedMidway) {
            return problem(refusedMidway);
        } catch (CallerBody.BrokenOff brokenOff) {
            LOG.debug("The caller broke off", brokenOff);
            return problem(WebProblem.UNREADABLE.exception());
        } catch (UncheckedIOException failure) {
            return problem(problemOf(Objects.requireNonNull(failure.getCause())));
        }
    }

    private ProblemException problemOf(ServiceAnswer unusable) {
        return switch (unusable.statusCode().value()) {
            case 400 -> WebProblem.UNREADABLE.exception();
            case 503 -> away();
            default -> ServiceProblem.SERVICE_FAILED.exception(route.service());
        };
    }

    private ProblemException problemOf(IOException failure) {
        if (failure instanceof ConnectionRequestTimeoutException) {
            return away();
        }
        LOG.warn("{} did not answer: {}", route.name(), failure.getClass().getSimpleName());
        return switch (failure) {
            case ConnectException _,
                    ConnectTimeoutException _,
                    NoRouteToHostException _,
                    UnknownHostException _ ->
                    away();
            case SocketTimeoutException _ ->
                    ServiceProblem.SERVICE_TOO_SLOW.exception(route.service());
            default ->
                    ServiceProblem.SERVICE_BROKE_OFF
                            .exception(route.service())
                            .header(HttpHeaders.RETRY_AFTER, "1");
        };
    }

    private ProblemException away() {
        return ServiceProblem.SERVICE_AWAY
                .exception(route.service())
                .header(HttpHeaders.RETRY_AFTER, "2");
    }

    static ServerResponse problem(ProblemException problem) {
        return ServerResponse.status(problem.type().meaning().status())
                .build((request, response) -> {
                    problem.writeTo(request, response);
                    return null;
                });
    }
}
