package io.pondcrm.customer.view;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import io.pondcrm.customer.view.domain.LastEntries;
import io.pondcrm.kernel.CustomerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

@Component
class MongoLastEntries implements LastEntries {

    private final MongoOperations mongo;

    MongoLastEntries(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public List<LastEntry> of(Collection<CustomerId> selves) {
        var ids = selves.stream().map(CustomerId::value).toList();
        var groups =
                mongo.execute(
                        TimelineDocument.class,
                        timeline ->
                                timeline.aggregate(
                                                List.of(
                                                        Aggregates.match(
                                                                Filters.in("customerId", ids)),
                                                        Aggregates.group(
                                                                new Document("type", "$type")
                                                                        .append(
                                                                                "purpose",
                                                                                "$details.purpose"),
                                                                Accumulators.max("at", "$at"))))
                                        .into(new ArrayList<>()));
        return Objects.requireNonNull(groups).stream()
                .map(group -> {
                    var key = Objects.requireNonNull(group.get("_id", Document.class));
                    return new LastEntry(
                            key.getString("type"),
                            key.getString("purpose"),
                            group.getDate("at").toInstant());
                })
                .toList();
    }
}
