package io.pondcrm.churn.standing;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What the overview counts of somebody who was erased or anonymized: nobody's, and looked at by
 * nothing else. It stays as it was on the last day. A warning is left only if it had ended: one of
 * nobody is no work for anybody.
 *
 * @param id random
 */
@Document(LeftStandingDocument.COLLECTION)
@TypeAlias("left-standing")
record LeftStandingDocument(@Id String id, @Nullable Score score, @Nullable Warning warning) {

    static final String COLLECTION = "left_standings";

    record Score(String band, long lossMinor) {}

    record Warning(String state, String outcome) {}
}
