package io.pondcrm.gateway.routing;

import static io.pondcrm.chassis.web.WebProblem.NOT_FOUND;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.gateway.routing.domain.Destination;
import io.pondcrm.gateway.routing.domain.Owner;
import io.pondcrm.gateway.routing.domain.RouteTable;
import io.pondcrm.gateway.routing.domain.Services;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.ResponseHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions;
import org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchangeHandlerFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

    @Bean
    RouteTable routeTable() {
        return RouteTable.POND;
    }

    @Bean
    ServiceConnections serviceConnections(RouteTable table, ServiceSettings settings) {
        var connections = new ServiceConnections(settings);
        for (var owner : table.owners()) {
            if (!connections.knows(owner.service())) {
                throw new IllegalStateException(
                        "Set pond.services.%s.url".formatted(owner.service()));
            }
        }
        return connections;
    }

    @Bean
    Services services(ServiceConnections connections) {
        return new HttpServices(connections);
    }

    @Bean
    Forward forward(
            ServiceConnections connections,
            ObjectProvider<Tracer> tracer,
            ObjectProvider<Propagator> propagator) {
        return new Forward(
                connections,
                new TraceHeaders(tracer.getIfAvailable(), propagator.getIfAvailable()));
    }

    @Bean
    ProxyExchangeHandlerFunction untouchedCalls(
            Forward forward,
            ObjectProvider<RequestHttpHeadersFilter> ofRequests,
            ObjectProvider<ResponseHttpHeadersFilter> ofAnswers) {
        return new UntouchedCalls(forward, ofRequests, ofAnswers);
    }

    @Bean
    RouterFunction<ServerResponse> routes(
            RouteTable table, ServiceSettings settings, MeterRegistry meters) {
        var breakers = new Breakers(settings.breaker(), meters);
        var times = new RouteTimes(meters);
        var routes = RouterFunctions.route();
        for (var route : table.routes()) {
            var way = new Destination.Service(route);
            routes.add(
                    GatewayRouterFunctions.route(route.name())
                            .route(it -> find(table, it).equals(way), HandlerFunctions.http())
                            .before(BeforeFilterFunctions.uri(Forward.to(route.service())))
                            .before(Forward.patience(settings.patienceFor(route.traffic())))
                            .filter(times.of(route))
                            .filter(new RouteProblems(route))
                            .filter(breakers.of(route))
                            .build());
        }
        return routes.route(
                        it -> find(table, it) instanceof Destination.Several, it -> unnamed(table))
                .route(it -> isLost(table, it), _ -> RouteProblems.problem(NOT_FOUND.exception()))
                .build();
    }

    private static Destination find(RouteTable table, ServerRequest request) {
        var caller = request.servletRequest();
        if (caller.getDispatcherType() != DispatcherType.REQUEST) {
            // The container reports an error under the caller's path: that is not another call.
            return new Destination.Here();
        }
        return table.find(caller.getMethod(), caller.getServletPath(), chosenService(caller));
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

    private static boolean isLost(RouteTable table, ServerRequest request) {
        return request.servletRequest().getServletPath().startsWith(RouteTable.BASE)
                && find(table, request) instanceof Destination.Nowhere;
    }

    private static ServerResponse unnamed(RouteTable table) {
        var services = table.owners().stream().map(Owner::service).sorted().toList();
        return RouteProblems.problem(
                ServiceProblem.SERVICE_UNNAMED.exception(
                        List.of(
                                new FieldError(
                                        "?service",
                                        "required",
                                        new Text("One of the services", "服务名称之一"))),
                        String.join(", ", services)));
    }

    /**
     * Cutting the connection is the only way left to tell a caller that the answer it has begun to
     * read is not whole; the container does so when an exception comes out of the filters.
     */
    @Bean
    FilterRegistrationBean<Filter> brokenAnswers() {
        var registration =
                new FilterRegistrationBean<Filter>((request, response, chain) -> {
                    chain.doFilter(request, response);
                    if (ServiceAnswer.isBroken(request)) {
                        throw new IOException("The answer is not whole");
                    }
                });
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.addUrlPatterns("/api/*");
        return registration;
    }
}
