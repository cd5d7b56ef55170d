package io.pondcrm.chassis.access;

import io.pondcrm.chassis.outbox.Outboxed;
import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a part of an answer lies in MongoDB: while it waits to be sent its content is in the outbox,
 * sealed, and nothing is left of that later.
 *
 * @param id the request's, with run and number of the part; the bare request's once all are stored
 * @param until when nobody wants to know of it any more
 */
@Document(AccessAnswerDocument.COLLECTION)
@TypeAlias("access-answer")
record AccessAnswerDocument(@Id String id, long version, Instant until) implements Outboxed {

    static final String COLLECTION = "access_answers";
}
