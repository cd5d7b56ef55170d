package io.pondcrm.feedback.entitlement;

import io.pondcrm.feedback.entitlement.domain.Entitlement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a customer's entitlements lie in MongoDB.
 *
 * @param id the customer's
 * @param schemes what they have by each scheme of which something was said
 */
@Document("customer_entitlements")
@TypeAlias("customer-entitlements")
record EntitlementsDocument(@Id String id, Map<String, InScheme> schemes) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

    /**
     * @param sequence of what was said last
     */
    record InScheme(long sequence, List<HeldPart> held) {}

    /**
     * @param parameters JSON: its member names are data here, not fields
     */
    record HeldPart(
            String benefit,
            String benefitId,
            String grantId,
            String scheme,
            String tier,
            String parameters,
            @Nullable Instant until) {

        static HeldPart of(Entitlement entitlement) {
            return new HeldPart(
                    entitlement.benefit(),
                    entitlement.benefitId(),
                    entitlement.grantId(),
                    entitlement.scheme(),
                    entitlement.tier(),
                    JSON.writeValueAsString(entitlement.parameters()),
                    entitlement.until());
        }

        Entitlement toDomain() {
            return new Entitlement(
                    benefit,
                    benefitId,
                    grantId,
                    scheme,
                    tier,
                    JSON.readValue(parameters, TREE),
                    until);
        }
    }

    List<Entitlement> toDomain() {
        return schemes.values().stream()
                .flatMap(it -> it.held().stream())
                .map(HeldPart::toDomain)
                .toList();
    }
}
