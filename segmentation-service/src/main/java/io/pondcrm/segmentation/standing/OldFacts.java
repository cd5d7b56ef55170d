package io.pondcrm.segmentation.standing;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.retention.Retained;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;

/**
 * Finds whose facts are kept too long. Writing a customer anew forgets them, and draws every
 * conclusion from what is left.
 */
@Configuration(proxyBeanMethods = false)
class OldFacts {

    static final String PURCHASES = "purchases";
    static final String HISTORIES = "histories";

    @Bean
    Retained oldPurchases(
            MongoOperations mongo, MongoStandings standings, MongoMergedStandings merged) {
        return new Old(PURCHASES, "oldestPurchase", mongo, standings, merged);
    }

    @Bean
    Retained oldHistories(
            MongoOperations mongo, MongoStandings standings, MongoMergedStandings merged) {
        return new Old(HISTORIES, "oldestWord", mongo, standings, merged);
    }

    private record Old(
            String kind,
            String field,
            MongoOperations mongo,
            MongoStandings standings,
            MongoMergedStandings merged)
            implements Retained {

        @Override
        public int forget(Instant before, int most) {
            var due = ids(query(where(field).lt(before)).limit(most), StandingDocument.class);
            standings.reconsider(due);
            var aside =
                    ids(
                            query(where("standing." + field).lt(before)).limit(most),
                            MergedStandingDocument.class);
            merged.forget(aside);
            return Math.max(due.size(), aside.size());
        }

        private List<CustomerId> ids(Query due, Class<?> of) {
            due.fields().include("_id");
            return mongo.find(due, Document.class, mongo.getCollectionName(of)).stream()
                    .map(it -> new CustomerId(it.getString("_id")))
                    .toList();
        }
    }
}
