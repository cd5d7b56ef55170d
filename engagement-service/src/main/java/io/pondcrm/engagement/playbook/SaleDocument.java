package io.pondcrm.engagement.playbook;

import io.pondcrm.chassis.outbox.Outboxed;
import io.pondcrm.engagement.playbook.domain.Sale;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/** How a sale of late lies in MongoDB. */
@Document("playbook_sales")
@TypeAlias("playbook-sale")
@CompoundIndex(name = "customer", def = "{'customerId': 1, 'occurredAt': 1}")
@CompoundIndex(name = "age", def = "{'occurredAt': 1}")
record SaleDocument(@Id String id, long version, String customerId, Instant occurredAt)
        implements Outboxed {

    static SaleDocument of(Sale sale) {
        return new SaleDocument(sale.transaction(), 1, sale.customer().value(), sale.at());
    }

    Sale toDomain() {
        return new Sale(id, new CustomerId(customerId), occurredAt);
    }
}
