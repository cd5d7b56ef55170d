package io.pondcrm.exemplar.parcel;

import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.exemplar.parcel.domain.Parcel;
import java.util.List;
import java.util.Optional;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

@Component
class MongoParcels {

    private final MongoOperations mongo;
    private final OutboxWriter outbox;
    private final ParcelEvents events;

    MongoParcels(MongoOperations mongo, OutboxWriter outbox, ParcelEvents events) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.events = events;
    }

    void add(Parcel parcel) {
        outbox.insert(ParcelDocument.of(parcel), List.of(events.announce(parcel)));
    }

    Optional<Parcel> find(String id) {
        return Optional.ofNullable(mongo.findById(id, ParcelDocument.class))
                .map(ParcelDocument::toDomain);
    }

    List<Parcel> list(int limit) {
        return mongo.find(new Query().limit(limit), ParcelDocument.class).stream()
                .map(ParcelDocument::toDomain)
                .toList();
    }
}
