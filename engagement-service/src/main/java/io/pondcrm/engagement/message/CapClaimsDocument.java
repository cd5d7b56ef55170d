package io.pondcrm.engagement.message;

import io.pondcrm.engagement.contact.domain.Purpose;
import io.pondcrm.engagement.message.domain.CapClaims;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.List;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How the places under one customer's cap lie in MongoDB. Stays when it is empty: were it removed
 * and made again, its version would begin anew, and a writer who saw the old one would not notice.
 *
 * @param id customer and purpose
 */
@Document("cap_claims")
@TypeAlias("cap-claims")
record CapClaimsDocument(@Id String id, long version, List<ClaimPart> claims) {

    record ClaimPart(String messageId, long messageVersion, Instant at) {}

    static String idOf(CustomerId customer, Purpose purpose) {
        return customer + "/" + purpose;
    }

    static CapClaimsDocument of(String id, long version, CapClaims claims) {
        return new CapClaimsDocument(
                id,
                version,
                claims.claims().stream()
                        .map(it -> new ClaimPart(it.messageId(), it.messageVersion(), it.at()))
                        .toList());
    }

    CapClaims toDomain() {
        return new CapClaims(
                claims.stream()
                        .map(it ->
                                new CapClaims.Claim(it.messageId(), it.messageVersion(), it.at()))
                        .toList());
    }
}
