package io.pondcrm.engagement.entitlement;

import io.pondcrm.engagement.entitlement.domain.Entitlement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a customer's entitlements lie in MongoDB.
 *
 * @param id the customer's
 * @param schemes what they have by each scheme of which something was said
 */
@Document("customer_entitlements")
@TypeAlias("customer-entitlements")
record EntitlementsDocument(@Id String id, Map<String, InScheme> schemes) {

    /**
     * @param sequence of what was said last
     */
    record InScheme(long sequence, List<HeldPart> held) {}

    record HeldPart(String kind, String benefitId, @Nullable Instant until) {

        static HeldPart of(Entitlement held) {
            return new HeldPart(held.kind(), held.benefitId(), held.until().orElse(null));
        }
    }

    Stream<Entitlement> held() {
        return schemes.values().stream()
                .flatMap(it -> it.held().stream())
                .map(it ->
                        new Entitlement(
                                it.kind(), it.benefitId(), Optional.ofNullable(it.until())));
    }
}
