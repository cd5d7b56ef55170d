package io.pondcrm.gateway.docs;

import io.pondcrm.chassis.test.openapi.OpenApiApproval;
import io.pondcrm.gateway.RunningGateway;
import io.pondcrm.gateway.routing.domain.RouteTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What callers of the gateway generate their clients from: the services' approved documents in one.
 */
class ApprovedDocumentTest {

    @Test
    void the_approved_documents_merge_to_the_approved_one() throws IOException {
        try (var gateway =
                new RunningGateway("pond.docs.token-url=http://localhost:9000/oauth2/token")) {
            for (var owner : RouteTable.POND.owners()) {
                var approved = Path.of("../docs/api", owner.service() + ".json");
                gateway.service(owner.service()).answers(200, Files.readString(approved));
            }

            OpenApiApproval.check(
                    "gateway", gateway.send(gateway.to("/api/v1/openapi.json")).body());
        }
    }
}
