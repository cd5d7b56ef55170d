package io.pondcrm.customer.transaction;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.Transfers;
import io.pondcrm.customer.transaction.TransactionPayloads.TransactionView;
import io.pondcrm.customer.transaction.domain.Transaction;
import io.pondcrm.customer.transaction.domain.TransactionType;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Reads transactions straight into what callers see. */
@Component
class TransactionQueries {

    private final MongoOperations mongo;
    private final Customers customers;
    private final Transfers transfers;

    TransactionQueries(MongoOperations mongo, Customers customers, Transfers transfers) {
        this.mongo = mongo;
        this.customers = customers;
        this.transfers = transfers;
    }

    /**
     * @param from the first moment, inclusive
     * @param until the last moment, exclusive
     */
    Page<TransactionView> of(
            CustomerId customer,
            Caller caller,
            @Nullable TransactionType type,
            @Nullable Instant from,
            @Nullable Instant until,
            PageRequest page) {
        var selves = customers.selfIdsOf(customer);
        var wanted = where("customerId").in(selves);
        caller.system().ifPresent(system -> wanted.and("system").is(system));
        if (type != null) {
            wanted.and("type").is(type.name());
        }
        if (from != null || until != null) {
            var when = wanted.and("occurredAt");
            if (from != null) {
                when.gte(from);
            }
            if (until != null) {
                when.lt(until);
            }
        }
        return page.find(
                mongo,
                wanted,
                TransactionDocument.class,
                document -> TransactionView.of(document.toDomain()));
    }

    /** Not to a partner to whom the customer's data must not go. */
    boolean mayBeTold(Transaction told, Caller caller) {
        return caller.boundSystem() == null
                || transfers
                        .refused(caller.boundSystem(), Transfers.Way.LIST, List.of(told.customer()))
                        .isEmpty();
    }
}
