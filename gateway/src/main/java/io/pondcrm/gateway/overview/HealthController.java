package io.pondcrm.gateway.overview;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.gateway.routing.domain.Owner;
import io.pondcrm.gateway.routing.domain.RouteTable;
import io.pondcrm.gateway.routing.domain.Services;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "gateway")
class HealthController {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** However often we are asked, services are asked about once a second. */
    private static final Duration KEEP = Duration.ofSeconds(1);

    enum Status {
        UP,
        DEGRADED,
        DOWN
    }

    /**
     * How the suite is. The answer is 200 in any case: it is a report, not a failure.
     *
     * @param status UP: all services are ready; DEGRADED: some are not; DOWN: none is
     */
    @DataClass(DataClass.Level.PUBLIC)
    record Health(Status status, List<ServiceHealth> services) {}

    /**
     * @param name as in {@code /capabilities}
     * @param status whether the service takes calls now
     */
    @DataClass(DataClass.Level.PUBLIC)
    record ServiceHealth(String name, Status status) {}

    private final RouteTable table;
    private final Services services;
    private final LoadingCache<String, Health> latest =
            Caffeine.newBuilder().expireAfterWrite(KEEP).build(_ -> ask());

    HealthController(RouteTable table, Services services) {
        this.table = table;
        this.services = services;
    }

    @GetMapping("/api/v1/health")
    @RequiresScope(RequiresScope.PUBLIC)
    @Operation(operationId = "getHealth", summary = "Whether the services are ready")
    Health health() {
        return latest.get("");
    }

    private Health ask() {
        Map<String, Status> answers = new ConcurrentHashMap<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var owner : table.owners()) {
                threads.execute(() -> answers.put(owner.service(), ask(owner)));
            }
        }
        var each =
                table.owners().stream()
                        .map(Owner::service)
                        .map(name ->
                                new ServiceHealth(name, answers.getOrDefault(name, Status.DOWN)))
                        .toList();
        var up = each.stream().filter(it -> it.status() == Status.UP).count();
        return new Health(
                up == each.size() ? Status.UP : up == 0 ? Status.DOWN : Status.DEGRADED, each);
    }

    private Status ask(Owner owner) {
        return services.read(owner.service(), "/actuator/health/readiness", PATIENCE).isPresent()
                ? Status.UP
                : Status.DOWN;
    }
}
