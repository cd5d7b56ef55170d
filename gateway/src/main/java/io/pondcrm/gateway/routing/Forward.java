package io.pondcrm.gateway.routing;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.ProblemException;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.gateway.routing.domain.Destination;
import io.pondcrm.gateway.routing.domain.Route;
import io.pondcrm.gateway.routing.domain.RouteTable;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Hands a call to the service that owns it and the answer back to the caller, both as streams and
 * unchanged: same method, path, query and body, and all headers but those of {@link HopHeaders}.
 */
final class Forward implements HandlerFunction<ServerResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(Forward.class);

    private final RouteTable table;
    private final ServiceConnections connections;
    private final Breakers breakers;
    private final ServiceSettings settings;
    private final RouteTimes times;
    private final TraceHeaders trace;

    Forward(
            RouteTable table,
            ServiceConnections connections,
            Breakers breakers,
            ServiceSettings settings,
            RouteTimes times,
            TraceHeaders trace) {
        this.table = table;
        this.connections = connections;
        this.breakers = breakers;
        this.settings = settings;
        this.times = times;
        this.trace = trace;
    }

    @Override
    public ServerResponse handle(ServerRequest request) {
        var caller = request.servletRequest();
        var destination =
                table.find(caller.getMethod(), caller.getServletPath(), chosenService(caller));
        return switch (destination) {
            case Destination.Service(var route) -> forward(route, caller);
            case Destination.Several(var services) ->
                    problem(
                            ServiceProblem.SERVICE_UNNAMED.exception(
                                    List.of(
                                            new FieldError(
                                                    "?service",
                                                    "required",
                                                    new Text("One of the services", "服务名称之一"))),
                                    String.join(", ", services)));
            case Destination.Here _, Destination.Nowhere _ ->
                    problem(WebProblem.NOT_FOUND.exception());
        };
    }

    /** Read from the query alone: asking the container would make it read the body, too. */
    private static @Nullable String chosenService(HttpServletRequest caller) {
        var query = caller.getQueryString();
        if (query != null) {
            for (var pair : query.split("&")) {
                if (pair.startsWith("service=")) {
                    return pair.substring("service=".length());
                }
            }
        }
        return null;
    }

    private ServerResponse forward(Route route, HttpServletRequest caller) {
        var started = System.nanoTime();
        var breaker = breakers.of(route);
        if (!breaker.tryAcquirePermission()) {
            return problem(route, away(route), started);
        }
        try {
            var answer =
                    connections.send(
                            route.service(),
                            toRequest(caller),
                            settings.patienceFor(route.traffic()));
            if (answer.getCode() == 502 || answer.getCode() == 504) {
                breaker.onError(
                        System.nanoTime() - started,
                        NANOSECONDS,
                        new IOException("status " + answer.getCode()));
            } else {
                breaker.onSuccess(System.nanoTime() - started, NANOSECONDS);
            }
            var unusable = unusable(route, answer);
            if (unusable != null) {
                ServiceAnswer.drop(answer);
                return problem(route, unusable, started);
            }
            times.record(route, answer.getCode(), System.nanoTime() - started);
            return ServerResponse.status(answer.getCode())
                    .build((_, response) -> {
                        new ServiceAnswer(route.service(), answer).writeTo(caller, response);
                        return null;
                    });
        } catch (ProblemException refusedMidway) {
            breaker.releasePermission();
            return problem(route, refusedMidway, started);
        } catch (CallerBody.BrokenOff brokenOff) {
            breaker.releasePermission();
            LOG.debug("The caller broke off", brokenOff);
            return problem(route, WebProblem.UNREADABLE.exception(), started);
        } catch (ConnectionRequestTimeoutException busy) {
            breaker.releasePermission();
            return problem(route, away(route), started);
        } catch (IOException failure) {
            breaker.onError(System.nanoTime() - started, NANOSECONDS, failure);
            LOG.warn("{} did not answer: {}", route.name(), failure.getClass().getSimpleName());
            return problem(route, problemOf(route, failure), started);
        }
    }

    private ClassicHttpRequest toRequest(HttpServletRequest caller) {
        var query = caller.getQueryString();
        var request =
                new BasicClassicHttpRequest(
                        caller.getMethod(),
                        query == null
                                ? caller.getRequestURI()
                                : caller.getRequestURI() + "?" + query);
        var ofThisHop = HopHeaders.named(caller.getHeaders(HttpHeaders.CONNECTION));
        var names = caller.getHeaderNames();
        while (names.hasMoreElements()) {
            var name = names.nextElement();
            if (HopHeaders.passesToService(name) && !ofThisHop.contains(name)) {
                var values = caller.getHeaders(name);
                while (values.hasMoreElements()) {
                    request.addHeader(name, values.nextElement());
                }
            }
        }
        trace.addTo(request);
        request.setEntity(CallerBody.of(caller));
        return request;
    }

    /** What a container answers when its application can't is no answer for our callers. */
    private static @Nullable ProblemException unusable(Route route, ClassicHttpResponse answer) {
        if (answer.getCode() != 400 && answer.getCode() < 500) {
            return null;
        }
        var type = answer.getFirstHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null && type.getValue().contains("json")) {
            return null;
        }
        return switch (answer.getCode()) {
            case 400 -> WebProblem.UNREADABLE.exception();
            case 503 -> away(route);
            default -> ServiceProblem.SERVICE_FAILED.exception(route.service());
        };
    }

    private static ProblemException problemOf(Route route, IOException failure) {
        return switch (failure) {
            case ConnectException _,
                    ConnectTimeoutException _,
                    NoRouteToHostException _,
                    UnknownHostException _ ->
                    away(route);
            case SocketTimeoutException _ ->
                    ServiceProblem.SERVICE_TOO_SLOW.exception(route.service());
            default ->
                    ServiceProblem.SERVICE_BROKE_OFF
                            .exception(route.service())
                            .header(HttpHeaders.RETRY_AFTER, "1");
        };
    }

    private static ProblemException away(Route route) {
        return ServiceProblem.SERVICE_AWAY
                .exception(route.service())
                .header(HttpHeaders.RETRY_AFTER, "2");
    }

    private ServerResponse problem(Route route, ProblemException problem, long started) {
        times.record(route, problem.type().status().value(), System.nanoTime() - started);
        return problem(problem);
    }

    static ServerResponse problem(ProblemException problem) {
        return ServerResponse.status(problem.type().status())
                .build((request, response) -> {
                    problem.writeTo(request, response);
                    return null;
                });
    }
}
