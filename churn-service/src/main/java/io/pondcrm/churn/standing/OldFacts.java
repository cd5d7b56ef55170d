package io.pondcrm.churn.standing;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.retention.Retained;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import org.bson.Document;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * Finds whose facts are kept too long. Writing a customer anew forgets them, and draws every
 * conclusion from what is left.
 */
@Configuration(proxyBeanMethods = false)
class OldFacts {

    static final String PURCHASES = "purchases";
    static final String HISTORIES = "histories";

    @Bean
    Retained oldPurchases(MongoOperations mongo, MongoStandings standings) {
        return new Old(PURCHASES, "oldestPurchase", mongo, standings);
    }

    @Bean
    Retained oldHistories(MongoOperations mongo, MongoStandings standings) {
        return new Old(HISTORIES, "oldestWord", mongo, standings);
    }

    private record Old(String kind, String field, MongoOperations mongo, MongoStandings standings)
            implements Retained {

        @Override
        public int forget(Instant before, int most) {
            var due = query(where(field).lt(before)).limit(most);
            due.fields().include("_id");
            var customers =
                    mongo.find(due, Document.class, MongoStandings.COLLECTION).stream()
                            .map(it -> new CustomerId(it.getString("_id")))
                            .toList();
            standings.reconsider(customers);
            return customers.size();
        }
    }
}
