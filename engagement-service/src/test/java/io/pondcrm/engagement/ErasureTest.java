package io.pondcrm.engagement;

import io.pondcrm.chassis.test.ErasureContract;
import io.pondcrm.chassis.test.PondTest;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.data.mongodb.core.MongoOperations;

@SpringBootTest
@PondTest
@AutoConfigureMockMvc
class ErasureTest extends ErasureContract {

    ErasureTest() {
        super("birthdays", "follow_ups", "enrolments", "customer_entitlements", "loyalty_entries");
    }

    /** By which the purchase in the samples earns points, whenever that was. */
    @BeforeEach
    void purchases_earn_points(@Autowired MongoOperations store) {
        store.save(
                new Document("_id", "ern_01h455vb4pex5vsknk084sn02q")
                        .append("currency", "CNY")
                        .append("pointsPerUnit", "1")
                        .append("multipliers", List.of())
                        .append("pendingDays", 0)
                        .append("validDays", 36500)
                        .append("validFrom", Instant.EPOCH)
                        .append("createdAt", Instant.EPOCH),
                "earning_rules");
    }
}
