package io.pondcrm.local.store;

import com.mongodb.client.MongoClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract on a MongoDB somebody names: what the embedded store is measured by. */
@EnabledIfEnvironmentVariable(named = "POND_MONGODB_URI", matches = "mongodb.+")
class RealMongoTest extends StoreContract {

    private static MongoClient client;

    @BeforeAll
    static void connect() {
        client = Clients.of(System.getenv("POND_MONGODB_URI"));
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    @Override
    MongoClient client() {
        return client;
    }
}
