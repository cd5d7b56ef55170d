package io.pondcrm.customer.attribute;

import io.pondcrm.customer.attribute.domain.AttributeDefinition;
import io.pondcrm.customer.attribute.domain.AttributeGroup;
import io.pondcrm.customer.attribute.domain.AttributeType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a definition lies in MongoDB.
 *
 * @param id its key
 * @param sensitive left out where it is not
 */
@Document("attribute_definitions")
@TypeAlias("attribute-definition")
record AttributeDocument(
        @Id String id,
        long version,
        String group,
        String type,
        boolean published,
        @Nullable Boolean sensitive,
        @Nullable Integer maxLength,
        @Nullable String least,
        @Nullable String most,
        List<String> codes,
        String labelEn,
        String labelZh,
        boolean retired,
        Instant updatedAt) {

    static AttributeDocument of(AttributeDefinition it) {
        return new AttributeDocument(
                it.key(),
                it.version(),
                it.group().name(),
                it.type().name(),
                it.published(),
                it.sensitive() ? true : null,
                it.maxLength(),
                it.least(),
                it.most(),
                it.codes(),
                it.labelEn(),
                it.labelZh(),
                it.retired(),
                it.updatedAt());
    }

    AttributeDefinition toDomain() {
        return new AttributeDefinition(
                id,
                AttributeGroup.valueOf(group),
                AttributeType.valueOf(type),
                published,
                Boolean.TRUE.equals(sensitive),
                maxLength,
                least,
                most,
                codes,
                labelEn,
                labelZh,
                retired,
                version,
                updatedAt);
    }
}
