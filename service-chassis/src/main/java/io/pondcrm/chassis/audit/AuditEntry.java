package io.pondcrm.chassis.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that somebody did or saw. Names fields, never values.
 *
 * @param at when, to the millisecond
 * @param actor the OAuth client
 * @param system the partner system that the client is bound to; null for clients of our own
 * @param action the operation's {@code operationId}
 * @param kind what sort of deed it was
 * @param method of HTTP
 * @param resource the path, without its query
 * @param status of the answer; 0 for a read, which is noted before it is answered
 * @param customers whom it concerned, as far as path and answer name them
 * @param fields the personal fields that were shown, by their names
 * @param purpose what the caller said it was for, in the header {@code Purpose}
 * @param traceId joins it with logs and traces; empty where nothing is traced
 */
record AuditEntry(
        Instant at,
        String actor,
        @Nullable String system,
        String action,
        Kind kind,
        String method,
        String resource,
        int status,
        List<String> customers,
        List<String> fields,
        @Nullable String purpose,
        String traceId) {

    enum Kind {
        /** Something was changed, or was asked to be. */
        WRITE,
        /** Personal data was shown unmasked. */
        READ,
        /** The caller lacked the right to it. */
        REFUSED
    }

    /** Every part behind its length, so that no two entries have the same bytes. */
    byte[] canonical() {
        var text = new StringBuilder();
        part(text, at.toString());
        part(text, actor);
        part(text, system);
        part(text, action);
        part(text, kind.name());
        part(text, method);
        part(text, resource);
        part(text, String.valueOf(status));
        parts(text, customers);
        parts(text, fields);
        part(text, purpose);
        part(text, traceId);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void parts(StringBuilder text, Collection<String> parts) {
        text.append(parts.size()).append('[');
        parts.forEach(it -> part(text, it));
    }

    private static void part(StringBuilder text, @Nullable String part) {
        if (part == null) {
            text.append("-;");
        } else {
            text.append(part.length()).append(':').append(part).append(';');
        }
    }
}
