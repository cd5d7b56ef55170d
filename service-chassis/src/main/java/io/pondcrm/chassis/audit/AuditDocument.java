package io.pondcrm.chassis.audit;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;

/**
 * How an entry lies in MongoDB.
 *
 * @param id its number in the chain, from 1, in 19 digits: the store itself lets no two entries
 *     have the same
 * @param key names the key that sealed it
 * @param seal over the seal before it, its number and all it says; hexadecimal
 */
@org.springframework.data.mongodb.core.mapping.Document(AuditDocument.COLLECTION)
@TypeAlias(AuditDocument.ALIAS)
record AuditDocument(
        @Id String id,
        Instant at,
        String actor,
        @Nullable String system,
        String action,
        String kind,
        String method,
        String resource,
        int status,
        List<String> customers,
        List<String> fields,
        @Nullable String purpose,
        String traceId,
        String key,
        String seal) {

    static final String COLLECTION = "auditEvents";
    static final String ALIAS = "audit-event";

    static AuditDocument of(long number, AuditEntry entry, String key, String seal) {
        return new AuditDocument(
                idOf(number),
                entry.at(),
                entry.actor(),
                entry.system(),
                entry.action(),
                entry.kind().name(),
                entry.method(),
                entry.resource(),
                entry.status(),
                entry.customers(),
                entry.fields(),
                entry.purpose(),
                entry.traceId(),
                key,
                seal);
    }

    static String idOf(long number) {
        return "%019d".formatted(number);
    }

    /** Its place in the chain; 0 for an id that is no number. */
    long number() {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    AuditEntry entry() {
        return new AuditEntry(
                at,
                actor,
                system,
                action,
                AuditEntry.Kind.valueOf(kind),
                method,
                resource,
                status,
                customers,
                fields,
                purpose,
                traceId);
    }

    /** As the driver takes it: the chain is written behind every change there is. */
    Document written() {
        var written =
                new Document("_id", id)
                        .append("at", Date.from(at))
                        .append("actor", actor)
                        .append("action", action)
                        .append("kind", kind)
                        .append("method", method)
                        .append("resource", resource)
                        .append("status", status)
                        .append("customers", customers)
                        .append("fields", fields)
                        .append("traceId", traceId)
                        .append("key", key)
                        .append("seal", seal)
                        .append("_class", ALIAS);
        if (system != null) {
            written.append("system", system);
        }
        if (purpose != null) {
            written.append("purpose", purpose);
        }
        return written;
    }
}
