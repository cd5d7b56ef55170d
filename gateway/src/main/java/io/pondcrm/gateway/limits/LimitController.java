package io.pondcrm.gateway.limits;

import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.gateway.routing.domain.Traffic;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "gateway")
class LimitController {

    /**
     * What the caller may send.
     *
     * @param clientId whose budget this is
     * @param quota how many calls
     * @param bodyBytes the largest body of a usual request
     * @param batchBodyBytes the largest body of {@code …/batch}
     * @param importBodyBytes the largest file of an import
     * @param uriBytes the longest path and query together
     * @param headerBytes the most header bytes
     */
    @DataClass(DataClass.Level.PUBLIC)
    record Limits(
            String clientId,
            Quota quota,
            long bodyBytes,
            long batchBodyBytes,
            long importBodyBytes,
            long uriBytes,
            long headerBytes) {}

    /**
     * @param requests how many calls are allowed in the window
     * @param windowSeconds in which time
     * @param left how many are left now
     * @param refillSeconds when more than nothing is left again
     */
    @DataClass(DataClass.Level.PUBLIC)
    record Quota(long requests, long windowSeconds, long left, long refillSeconds) {}

    private final LimitSettings settings;
    private final Budgets budgets;

    LimitController(LimitSettings settings, Budgets budgets) {
        this.settings = settings;
        this.budgets = budgets;
    }

    @GetMapping("/api/v1/limits")
    @RequiresScope(RequiresScope.PUBLIC)
    @Operation(
            operationId = "getLimits",
            summary = "How much the caller may send, and what is left of its budget")
    Limits limits(Caller caller, HttpServletRequest request) {
        var account = budgets.of(caller, request.getRemoteAddr()).look();
        return new Limits(
                caller.clientId(),
                new Quota(
                        account.quota().requests(),
                        account.quota().window().toSeconds(),
                        account.left(),
                        account.refill()),
                settings.most(Traffic.USUAL),
                settings.most(Traffic.BATCH),
                settings.most(Traffic.IMPORT),
                settings.uri().toBytes(),
                settings.headers().toBytes());
    }
}
