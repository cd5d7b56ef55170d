package io.pondcrm.gateway.routing;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.pondcrm.gateway.routing.domain.Route;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** Rate, errors and duration of each route, until the answer begins. */
final class RouteTimes {

    private record Key(Route route, int series) {}

    private final MeterRegistry meters;
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

    RouteTimes(MeterRegistry meters) {
        this.meters = meters;
    }

    HandlerFilterFunction<ServerResponse, ServerResponse> of(Route route) {
        return (request, next) -> {
            var started = System.nanoTime();
            var answer = next.handle(request);
            record(route, answer.statusCode().value(), System.nanoTime() - started);
            return answer;
        };
    }

    private void record(Route route, int status, long nanos) {
        timers.computeIfAbsent(new Key(route, status / 100), this::timer)
                .record(Duration.ofNanos(nanos));
    }

    private Timer timer(Key key) {
        return Timer.builder("pond.gateway.calls")
                .description("Calls handed to services, until their answer begins")
                .tag("route", key.route().name())
                .tag("outcome", key.series() + "xx")
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(25),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(400),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3))
                .register(meters);
    }
}
