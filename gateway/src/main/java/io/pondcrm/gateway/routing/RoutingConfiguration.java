package io.pondcrm.gateway.routing;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.pondcrm.gateway.routing.domain.Destination;
import io.pondcrm.gateway.routing.domain.RouteTable;
import io.pondcrm.gateway.routing.domain.Services;
import jakarta.servlet.Filter;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.function.RequestPredicates;
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
    RouterFunction<ServerResponse> routes(
            RouteTable table,
            ServiceSettings settings,
            ServiceConnections connections,
            MeterRegistry meters,
            ObjectProvider<Tracer> tracer,
            ObjectProvider<Propagator> propagator) {
        var forward =
                new Forward(
                        table,
                        connections,
                        new Breakers(settings.breaker(), meters),
                        settings,
                        new RouteTimes(meters),
                        new TraceHeaders(tracer.getIfAvailable(), propagator.getIfAvailable()));
        return RouterFunctions.route(
                RequestPredicates.path(RouteTable.BASE + "**").and(it -> !isOurs(table, it)),
                forward);
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

    private static boolean isOurs(RouteTable table, ServerRequest request) {
        var caller = request.servletRequest();
        return table.find(caller.getMethod(), caller.getServletPath(), null)
                instanceof Destination.Here;
    }
}
