package io.pondcrm.customer.view;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.paging.SortedBy;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.view.ViewPayloads.EntryView;
import io.pondcrm.customer.view.ViewPayloads.WholeView;
import io.pondcrm.kernel.CustomerId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/customers/{id}")
@Tag(name = "Customer 360", description = "What all services know about one customer")
class ViewController {

    private final ViewQueries queries;
    private final Customers customers;

    ViewController(ViewQueries queries, Customers customers) {
        this.queries = queries;
        this.customers = customers;
    }

    @GetMapping("/360")
    @RequiresScope("customers:read")
    @Operation(
            operationId = "getCustomer360",
            summary = "Read all that is known about a customer",
            description =
                    """
                    One view over all services, each part with its source and the moment it speaks \
                    of. It answers while other services are away: what they said last is kept \
                    here. A part of which nothing has arrived is left out, and absent says why.\
                    """)
    WholeView view(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            Caller caller) {
        refusePartners(caller);
        return CustomerId.find(id)
                .flatMap(queries::find)
                .orElseThrow(WebProblem.NOT_FOUND::exception);
    }

    @GetMapping("/timeline")
    @RequiresScope("customers:read")
    @Operation(
            operationId = "getTimeline",
            summary = "Read what happened to a customer",
            description =
                    """
                    One stream over all services, latest first; sort=at for the other way. What \
                    arrives late takes its place by the moment it happened.\
                    """)
    Page<EntryView> timeline(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            @Parameter(
                            description = "A type, or the part of it before the dot",
                            example = "transaction")
                    @RequestParam(required = false)
                    @Nullable String type,
            @Parameter(description = "The first moment, inclusive") @RequestParam(required = false)
                    @Nullable Instant from,
            @Parameter(description = "The last moment, exclusive") @RequestParam(required = false)
                    @Nullable Instant until,
            @SortedBy("-at") PageRequest page,
            Caller caller) {
        refusePartners(caller);
        var customer =
                CustomerId.find(id)
                        .filter(it -> customers.exists(it, null))
                        .orElseThrow(WebProblem.NOT_FOUND::exception);
        return queries.timeline(customer, type, from, until, page);
    }

    private static void refusePartners(Caller caller) {
        if (caller.system().isPresent()) {
            throw ViewProblem.NOT_FOR_PARTNERS.exception();
        }
    }
}
