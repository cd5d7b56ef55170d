package io.pondcrm.customer.transfer;

import io.pondcrm.customer.transfer.domain.Mechanism;
import io.pondcrm.customer.transfer.domain.Recipient;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a recipient lies in MongoDB.
 *
 * @param id the partner system
 */
@Document("data_recipients")
@TypeAlias("data-recipient")
record RecipientDocument(
        @Id String id, long version, String country, List<Line> mechanisms, Instant updatedAt) {

    record Line(String kind, String reference, @Nullable Instant validUntil) {}

    static RecipientDocument of(Recipient it) {
        return new RecipientDocument(
                it.system(),
                it.version(),
                it.country(),
                it.mechanisms().stream()
                        .map(one -> new Line(one.kind().name(), one.reference(), one.validUntil()))
                        .toList(),
                it.updatedAt());
    }

    Recipient toDomain() {
        return new Recipient(
                id,
                country,
                mechanisms.stream()
                        .map(it ->
                                new Mechanism(
                                        Mechanism.Kind.valueOf(it.kind()),
                                        it.reference(),
                                        it.validUntil()))
                        .toList(),
                version,
                updatedAt);
    }
}
