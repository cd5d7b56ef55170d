package io.pondcrm.chassis.copies;

import io.pondcrm.chassis.outbox.Outboxed;
import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * That a question was answered; while the answer waits to be sent it is in the outbox.
 *
 * @param id the question's
 */
@Document(CopyAnswerDocument.COLLECTION)
@TypeAlias("copy-answer")
record CopyAnswerDocument(@Id String id, long version, Instant answeredAt) implements Outboxed {

    static final String COLLECTION = "copy_answers";
}
