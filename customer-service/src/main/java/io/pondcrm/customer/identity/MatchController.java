package io.pondcrm.customer.identity;

import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.customer.identity.MatchPayloads.MatchBody;
import io.pondcrm.customer.identity.MatchPayloads.MatchView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/customers/match")
@Tag(name = "Identity", description = "Which records are one person")
class MatchController {

    private final FindDoubles findDoubles;

    MatchController(FindDoubles findDoubles) {
        this.findDoubles = findDoubles;
    }

    @PostMapping
    @RequiresScope("customers:read")
    @Operation(
            operationId = "matchCustomers",
            summary = "Find customers who may be this person",
            description =
                    """
                    The deterministic tier: the same external id, or an address that both have \
                    proved to be theirs. The fuzzy tier: each field compared adds its weight by the \
                    model of Fellegi and Sunter, and the contributions add up to the score. Names \
                    are compared without case, accents and order, Chinese ones also as they are \
                    read. A partner's client finds the customers that its own system knows.\
                    """)
    MatchView match(@RequestBody @Valid MatchBody body, Caller caller) {
        return findDoubles.handle(body, caller);
    }
}
