package io.pondcrm.customer.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.customer.transaction.TransactionDocument.Line;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;
import org.springframework.data.mongodb.core.convert.NoOpDbRefResolver;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;

class TransactionDocumentTest {

    private static final Line BARE = new Line(null, null, "1", "12.30", null, null);
    private static final Line FULL = new Line("T-1", "green-tea", "2", "6.15", "0.10", "1.00");

    @Test
    void what_is_written_by_hand_is_what_the_mapping_would_write() {
        var mapping = mapping();
        for (var document :
                List.of(
                        transaction("STORE", "job_1#0/2", List.of(FULL, BARE)),
                        transaction(null, null, List.of()))) {
            var mapped = new Document();
            mapping.write(document, mapped);

            assertThat(document.written()).isEqualTo(mapped);
            assertThat(mapping.read(TransactionDocument.class, document.written()))
                    .isEqualTo(document);
        }
    }

    private static TransactionDocument transaction(
            @Nullable String channel, @Nullable String batch, List<Line> lines) {
        return new TransactionDocument(
                "trx_01h455vb4pex5vsknk084sn02q",
                1,
                "shop R-1",
                "cus_01h455vb4pex5vsknk084sn02q",
                "shop",
                "R-1",
                "SALE",
                Instant.parse("2026-03-01T09:30:00.123Z"),
                channel,
                lines,
                "CNY",
                "24.50",
                2450,
                Instant.parse("2026-03-01T10:00:00Z"),
                batch);
    }

    private static MappingMongoConverter mapping() {
        var conversions = new MongoCustomConversions(List.of());
        var context = new MongoMappingContext();
        context.setSimpleTypeHolder(conversions.getSimpleTypeHolder());
        var mapping = new MappingMongoConverter(NoOpDbRefResolver.INSTANCE, context);
        mapping.setCustomConversions(conversions);
        mapping.afterPropertiesSet();
        return mapping;
    }
}
