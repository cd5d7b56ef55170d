package io.pondcrm.customer.consent;

import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.customer.consent.domain.ConsentChange;
import io.pondcrm.customer.consent.domain.ConsentLedger;
import io.pondcrm.customer.consent.domain.ConsentLedgers;
import io.pondcrm.kernel.CustomerId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

@Component
class MongoConsentLedgers implements ConsentLedgers {

    private final MongoOperations mongo;
    private final OutboxWriter outbox;
    private final ConsentEvents events;

    MongoConsentLedgers(MongoOperations mongo, OutboxWriter outbox, ConsentEvents events) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.events = events;
    }

    @Override
    public ConsentLedger get(CustomerId customer) {
        var read = mongo.findById(customer.value(), ConsentDocument.class);
        return read == null ? ConsentLedger.empty(customer) : read.toDomain();
    }

    @Override
    public ConsentChange change(
            CustomerId customer, Function<ConsentLedger, ConsentChange> decision) {
        return OptimisticWrite.until(
                "A customer's consents",
                () -> {
                    var read = mongo.findById(customer.value(), ConsentDocument.class);
                    var outcome =
                            decision.apply(
                                    read == null ? ConsentLedger.empty(customer) : read.toDomain());
                    var isStored =
                            switch (outcome) {
                                case ConsentChange.AlreadyThere _ -> true;
                                // Only what decides from now on is news for others.
                                case ConsentChange.Repeated(var ledger, _) ->
                                        write(read, ledger, List.of());
                                case ConsentChange.Outdated(var ledger, _) ->
                                        write(read, ledger, List.of());
                                case ConsentChange.Accepted(var ledger, var said) ->
                                        write(
                                                read,
                                                ledger,
                                                List.of(events.announce(customer, said)));
                            };
                    return isStored ? Optional.of(outcome) : Optional.empty();
                });
    }

    private boolean write(
            @Nullable ConsentDocument read, ConsentLedger ledger, List<OutboxEntry> announced) {
        if (read != null) {
            return outbox.update(
                    ConsentDocument.class,
                    read.id(),
                    read.version(),
                    Map.of("statements", ConsentDocument.linesOf(ledger)),
                    announced);
        }
        try {
            outbox.insert(ConsentDocument.of(ledger), announced);
            return true;
        } catch (DuplicateKeyException _) {
            // Another first statement came in between: there is a ledger now.
            return false;
        }
    }
}
