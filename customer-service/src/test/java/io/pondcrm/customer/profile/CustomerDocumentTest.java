package io.pondcrm.customer.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.customer.profile.CustomerDocument.Batch;
import io.pondcrm.customer.profile.CustomerDocument.InterestLine;
import io.pondcrm.customer.profile.CustomerDocument.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;
import org.springframework.data.mongodb.core.convert.NoOpDbRefResolver;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;

class CustomerDocumentTest {

    private static final Instant CREATED = Instant.parse("2026-03-01T09:30:00.123Z");
    private static final byte[] SEALED = "sealed".getBytes(StandardCharsets.UTF_8);

    @Test
    void what_is_written_by_hand_is_what_the_mapping_would_write() {
        var mapping = mapping();
        for (var document : List.of(full(), bare())) {
            var mapped = new Document();
            mapping.write(document, mapped);

            assertThat(document.written()).isEqualTo(mapped);
            assertThat(mapping.read(CustomerDocument.class, document.written()))
                    .usingRecursiveComparison()
                    .isEqualTo(document);
        }
    }

    private static CustomerDocument full() {
        return new CustomerDocument(
                "cus_01h455vb4pex5vsknk084sn02q",
                1,
                "PERSON",
                "1990-02-28",
                "FEMALE",
                "CN-SH",
                "zh-CN",
                "Asia/Shanghai",
                SEALED,
                Map.of("favouriteStore", "SH-07"),
                List.of("vip", "web"),
                Map.of("region", new Origin("import:shop", CREATED)),
                List.of("cus_01h455vb4pex5vsknk084sn02q", "shop 88231"),
                List.of("shop"),
                List.of("a", "b"),
                List.of("c"),
                List.of("d"),
                CREATED,
                CREATED.plusSeconds(1),
                new Batch("customerjob_1#0/2", 2, true),
                "cus_01h455vb4pex5vsknk084sn02r",
                "mrg_01h455vb4pex5vsknk084sn02q",
                List.of("cus_01h455vb4pex5vsknk084sn02s"),
                List.of("erp 1"),
                List.of(new InterestLine("golf", "0.5")));
    }

    private static CustomerDocument bare() {
        return new CustomerDocument(
                "cus_01h455vb4pex5vsknk084sn02q",
                1,
                "ORGANIZATION",
                null,
                null,
                null,
                null,
                null,
                SEALED,
                Map.of(),
                List.of(),
                Map.of(),
                List.of("cus_01h455vb4pex5vsknk084sn02q"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                CREATED,
                CREATED,
                null,
                null,
                null,
                null,
                null,
                null);
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
