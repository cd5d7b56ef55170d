package io.pondcrm.gateway.overview;

import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.gateway.routing.domain.Owner;
import io.pondcrm.gateway.routing.domain.RouteTable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "gateway")
class CapabilityController {

    /**
     * What can be reached through this gateway.
     *
     * @param apiVersion the only one there is
     * @param languages of problems, chosen by {@code Accept-Language}
     */
    @DataClass(DataClass.Level.PUBLIC)
    record Capabilities(String apiVersion, List<String> languages, List<Service> services) {}

    /**
     * @param name as in {@code ?service=}
     * @param collections first segments below {@code /api/v1}
     * @param customerAspects its sub-resources of {@code /customers/{id}}
     * @param imports which collections take whole files
     */
    @DataClass(DataClass.Level.PUBLIC)
    record Service(
            String name,
            List<String> collections,
            List<String> customerAspects,
            List<String> imports) {

        static Service of(Owner owner) {
            return new Service(
                    owner.service(),
                    sorted(owner.collections()),
                    sorted(owner.aspects()),
                    sorted(owner.imports()));
        }

        private static List<String> sorted(Set<String> names) {
            return names.stream().sorted().toList();
        }
    }

    private final RouteTable table;

    CapabilityController(RouteTable table) {
        this.table = table;
    }

    @GetMapping("/api/v1/capabilities")
    @RequiresScope(RequiresScope.PUBLIC)
    @Operation(operationId = "getCapabilities", summary = "Which services and resources there are")
    Capabilities capabilities() {
        return new Capabilities(
                "v1", List.of("en", "zh-CN"), table.owners().stream().map(Service::of).toList());
    }
}
