package io.pondcrm.customer.interaction;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.ProblemException;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.interaction.InteractionPayloads.InteractionBody;
import io.pondcrm.customer.interaction.domain.Actor;
import io.pondcrm.customer.interaction.domain.Interactions;
import io.pondcrm.customer.interaction.domain.NewInteraction;
import io.pondcrm.customer.interaction.domain.Recording;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.kernel.CustomerId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Records what a caller sends, in the name of the system that the caller may speak for. */
@Component
class RecordInteractions {

    private final Interactions interactions;
    private final Customers customers;

    RecordInteractions(Interactions interactions, Customers customers) {
        this.interactions = interactions;
        this.customers = customers;
    }

    Recording handle(NewInteraction request, Caller caller) {
        return handle(List.of(request), caller).getFirst();
    }

    /** Customers whom a partner's own system does not know are nobody to it. */
    List<Recording> handle(List<NewInteraction> requests, Caller caller) {
        if (caller.system().isEmpty()) {
            return interactions.recordAll(requests);
        }
        var named = new HashSet<CustomerId>();
        for (var request : requests) {
            if (request.actor() instanceof Actor.Known(var id)) {
                named.add(id);
            }
        }
        var visible = named.isEmpty() ? named : customers.existing(named, caller.boundSystem());
        var allowed = new ArrayList<NewInteraction>();
        var positions = new ArrayList<Integer>();
        var outcomes = new Recording[requests.size()];
        for (var index = 0; index < outcomes.length; index++) {
            var request = requests.get(index);
            var mayBeMeant =
                    switch (request.actor()) {
                        case Actor.Known(var id) -> visible.contains(id);
                        case Actor.Named(var system, _) -> caller.mayActFor(system);
                        case Actor.Anonymous _ -> true;
                    };
            if (mayBeMeant) {
                positions.add(index);
                allowed.add(request);
            } else {
                outcomes[index] = new Recording.UnknownCustomer(request.actor());
            }
        }
        var recorded = interactions.recordAll(allowed);
        for (var at = 0; at < recorded.size(); at++) {
            outcomes[positions.get(at)] = recorded.get(at);
        }
        return List.of(outcomes);
    }

    /**
     * What the body asks for.
     *
     * @throws ProblemException if it does not name exactly one person or visitor, no system, or a
     *     system that is not the caller's
     */
    NewInteraction request(InteractionBody body, Caller caller) {
        var system = system(body.system(), caller);
        var actor = body.actor();
        if (actor == null) {
            throw WebProblem.VALIDATION.exception(
                    List.of(
                            new FieldError(
                                    "/customerId",
                                    "one-customer",
                                    new Text(
                                            "Send one of customerId, customer and anonymousId",
                                            "请提供 customerId、customer 或 anonymousId 其中之一"))));
        }
        return body.toDomain(system, actor);
    }

    /**
     * The system that the caller speaks for.
     *
     * @throws ProblemException if it is none, or not the caller's
     */
    String system(@Nullable String named, Caller caller) {
        var system = named != null ? named : caller.system().orElse(null);
        if (system == null || !ExternalId.isSystem(system)) {
            throw WebProblem.VALIDATION.exception(
                    List.of(
                            new FieldError(
                                    "/system",
                                    "system-required",
                                    new Text(
                                            "Name the partner system that the number belongs to:"
                                                    + " lower-case letters, digits, hyphens",
                                            "请填写该编号所属的合作伙伴系统：小写字母、数字、连字符"))));
        }
        if (!caller.mayActFor(system)) {
            throw InteractionProblem.FOREIGN_SYSTEM.exception();
        }
        return system;
    }
}
