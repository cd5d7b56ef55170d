package io.pondcrm.customer.transaction;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.ProblemException;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.transaction.TransactionPayloads.TransactionBody;
import io.pondcrm.customer.transaction.domain.CustomerReference;
import io.pondcrm.customer.transaction.domain.NewTransaction;
import io.pondcrm.customer.transaction.domain.Recording;
import io.pondcrm.customer.transaction.domain.Transactions;
import io.pondcrm.kernel.CustomerId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.springframework.stereotype.Component;

/** Records what a caller sends, in the name of the system that the caller may speak for. */
@Component
class RecordTransactions {

    private final Transactions transactions;
    private final Customers customers;

    RecordTransactions(Transactions transactions, Customers customers) {
        this.transactions = transactions;
        this.customers = customers;
    }

    Recording handle(NewTransaction request, Caller caller) {
        return handle(List.of(request), caller).getFirst();
    }

    /** A partner may sell only to customers that its own system knows: others are nobody to it. */
    List<Recording> handle(List<NewTransaction> requests, Caller caller) {
        if (caller.system().isEmpty()) {
            return transactions.recordAll(requests);
        }
        var named = new HashSet<CustomerId>();
        for (var request : requests) {
            if (request.customer() instanceof CustomerReference.ById(var id)) {
                named.add(id);
            }
        }
        var visible = named.isEmpty() ? named : customers.existing(named, caller.boundSystem());
        var allowed = new ArrayList<NewTransaction>();
        var positions = new ArrayList<Integer>();
        var outcomes = new Recording[requests.size()];
        for (var index = 0; index < outcomes.length; index++) {
            var request = requests.get(index);
            var mayBeMeant =
                    switch (request.customer()) {
                        case CustomerReference.ById(var id) -> visible.contains(id);
                        case CustomerReference.ByExternalId(var system, _) ->
                                caller.mayActFor(system);
                    };
            if (mayBeMeant) {
                positions.add(index);
                allowed.add(request);
            } else {
                outcomes[index] = new Recording.UnknownCustomer(request.customer());
            }
        }
        var recorded = transactions.recordAll(allowed);
        for (var at = 0; at < recorded.size(); at++) {
            outcomes[positions.get(at)] = recorded.get(at);
        }
        return List.of(outcomes);
    }

    /**
     * What the body asks for.
     *
     * @throws ProblemException if it names no customer, no system, or a system that is not the
     *     caller's
     */
    NewTransaction request(TransactionBody body, Caller caller) {
        var system = body.system() != null ? body.system() : caller.system().orElse(null);
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
            throw TransactionProblem.FOREIGN_SYSTEM.exception();
        }
        var reference = TransactionPayloads.referenceOf(body);
        if (reference == null) {
            throw WebProblem.VALIDATION.exception(
                    List.of(
                            new FieldError(
                                    "/customerId",
                                    "one-customer",
                                    new Text(
                                            "Send either customerId or customer",
                                            "请提供 customerId 或 customer 其中之一"))));
        }
        return body.toDomain(system, reference);
    }
}
