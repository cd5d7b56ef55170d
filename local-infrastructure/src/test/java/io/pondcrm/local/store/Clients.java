package io.pondcrm.local.store;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import org.bson.UuidRepresentation;

/** Clients set up as the services set up theirs. */
final class Clients {

    private Clients() {}

    static MongoClient of(DocumentStore store) {
        return of(store.uri());
    }

    static MongoClient of(String uri) {
        return MongoClients.create(
                MongoClientSettings.builder()
                        .applyConnectionString(new ConnectionString(uri))
                        .uuidRepresentation(UuidRepresentation.STANDARD)
                        .build());
    }
}
