package io.pondcrm.gateway.routing;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.springframework.cloud.gateway.server.mvc.common.MvcUtils;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * How Spring Cloud Gateway exchanges a call for its answer here: it goes to the service that its
 * route names and the answer back to the caller, both as streams and unchanged: same method, path,
 * query and body, and all headers but those of {@link HopHeaders}.
 */
final class Forward implements ProxyExchange {

    private static final String PATIENCE = Forward.class.getName() + ".patience";

    private final ServiceConnections connections;
    private final TraceHeaders trace;

    Forward(ServiceConnections connections, TraceHeaders trace) {
        this.connections = connections;
        this.trace = trace;
    }

    /** Where a route leads: each service has a name, and one or more addresses that take turns. */
    static URI to(String service) {
        return URI.create("lb://" + service);
    }

    /** Says how long this exchange may wait until the service's answer begins. */
    static Function<ServerRequest, ServerRequest> patience(Duration patience) {
        return request -> {
            request.attributes().put(PATIENCE, patience);
            return request;
        };
    }

    /** Exchanges a call that reached its route. */
    ServerResponse exchange(ServerRequest request) {
        var target = (URI) request.attribute(MvcUtils.GATEWAY_REQUEST_URL_ATTR).orElseThrow();
        return exchange(request(request).uri(target).build());
    }

    @Override
    public ServerResponse exchange(Request request) {
        var call = request.getServerRequest();
        var target = request.getUri();
        if (target == null) {
            throw new IllegalStateException("The route leads nowhere");
        }
        try {
            var answer =
                    connections.send(
                            target.getAuthority(),
                            toRequest(call.servletRequest()),
                            (Duration) call.attribute(PATIENCE).orElseThrow());
            return new ServiceAnswer(target.getAuthority(), answer);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
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
}
