package io.pondcrm.customer.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pondcrm.chassis.outbox.Outboxed;
import io.pondcrm.chassis.sealing.SubjectKey;
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

    private static final String EVIDENCE = "evidence";

    /**
     * @param evidence what the customer said, sealed with the customer's key
     * @param byGuardian left out where the customer said it
     */
    record Line(
            String purpose,
            String channel,
            String decision,
            Instant at,
            Instant recordedAt,
            @Nullable String textVersion,
            byte @Nullable [] evidence,
            String source,
            @Nullable Boolean byGuardian) {

        static Line of(ConsentStatement said, @Nullable SubjectKey key) {
            var evidence = said.evidence();
            return new Line(
                    said.purpose().name(),
                    said.channel().name(),
                    said.decision().name(),
                    said.at(),
                    said.recordedAt(),
                    said.textVersion(),
                    evidence == null || key == null
                            ? null
                            : key.seal(EVIDENCE, evidence.getBytes(UTF_8)),
                    said.source(),
                    said.byGuardian() ? true : null);
        }

        ConsentStatement toDomain(@Nullable SubjectKey key) {
            return new ConsentStatement(
                    Purpose.valueOf(purpose),
                    Channel.valueOf(channel),
                    ConsentStatement.Decision.valueOf(decision),
                    at,
                    recordedAt,
                    textVersion,
                    evidence == null || key == null
                            ? null
                            : new String(key.open(EVIDENCE, evidence), UTF_8),
                    source,
                    Boolean.TRUE.equals(byGuardian));
        }
    }

    static ConsentDocument of(ConsentLedger ledger, @Nullable SubjectKey key) {
        return new ConsentDocument(ledger.customer().value(), 1, linesOf(ledger, key));
    }

    static List<Line> linesOf(ConsentLedger ledger, @Nullable SubjectKey key) {
        return ledger.statements().stream().map(it -> Line.of(it, key)).toList();
    }

    /**
     * @param key the customer's; null where it has none, which has no evidence either
     */
    ConsentLedger toDomain(@Nullable SubjectKey key) {
        return new ConsentLedger(
                new CustomerId(id), statements.stream().map(it -> it.toDomain(key)).toList());
    }
}
