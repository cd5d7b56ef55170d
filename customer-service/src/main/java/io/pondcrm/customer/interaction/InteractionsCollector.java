package io.pondcrm.customer.interaction;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.customer.interaction.InteractionPayloads.InteractionView;
import java.util.Collection;
import java.util.List;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** Tells what somebody did, also before we knew that it was them. */
@Component
class InteractionsCollector implements Collector {

    private static final int PART = 500;

    private final MongoOperations mongo;
    private final SealedVisitors visitors;

    InteractionsCollector(MongoOperations mongo, SealedVisitors visitors) {
        this.mongo = mongo;
        this.visitors = visitors;
    }

    @Override
    public String collects() {
        return "interactions";
    }

    @Override
    public Origin origin() {
        return Origin.OBSERVED;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        var known =
                mongo.find(query(where("customerId").in(ids)), VisitorDocument.class).stream()
                        .map(VisitorDocument::key)
                        .toList();
        return Stream.concat(
                read(where("customerId").in(ids)),
                known.isEmpty() ? Stream.empty() : read(where("unlinked").in(known)));
    }

    private Stream<InteractionView> read(Criteria whose) {
        return mongo.find(query(whose), InteractionDocument.class).stream()
                .gather(Gatherers.windowFixed(PART))
                .flatMap(this::opened);
    }

    private Stream<InteractionView> opened(List<InteractionDocument> some) {
        return visitors.open(some).stream().map(InteractionView::of);
    }
}
