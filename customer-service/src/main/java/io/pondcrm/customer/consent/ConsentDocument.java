package io.pondcrm.customer.consent;

import io.pondcrm.chassis.outbox.Outboxed;
import io.pondcrm.customer.consent.domain.Channel;
import io.pondcrm.customer.consent.domain.ConsentLedger;
import io.pondcrm.customer.consent.domain.ConsentStatement;
import io.pondcrm.customer.consent.domain.Purpose;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a ledger lies in MongoDB.
 *
 * @param id the customer's id
 */
@Document("consents")
@TypeAlias("consents")
record ConsentDocument(@Id String id, long version, List<Line> statements) implements Outboxed {

    record Line(
            String purpose,
            String channel,
            String decision,
            Instant at,
            Instant recordedAt,
            @Nullable String textVersion,
            @Nullable String evidence,
            String source) {

        static Line of(ConsentStatement said) {
            return new Line(
                    said.purpose().name(),
                    said.channel().name(),
                    said.decision().name(),
                    said.at(),
                    said.recordedAt(),
                    said.textVersion(),
                    said.evidence(),
                    said.source());
        }

        ConsentStatement toDomain() {
            return new ConsentStatement(
                    Purpose.valueOf(purpose),
                    Channel.valueOf(channel),
                    ConsentStatement.Decision.valueOf(decision),
                    at,
                    recordedAt,
                    textVersion,
                    evidence,
                    source);
        }
    }

    static ConsentDocument of(ConsentLedger ledger) {
        return new ConsentDocument(ledger.customer().value(), 1, linesOf(ledger));
    }

    static List<Line> linesOf(ConsentLedger ledger) {
        return ledger.statements().stream().map(Line::of).toList();
    }

    ConsentLedger toDomain() {
        return new ConsentLedger(
                new CustomerId(id), statements.stream().map(Line::toDomain).toList());
    }
}
