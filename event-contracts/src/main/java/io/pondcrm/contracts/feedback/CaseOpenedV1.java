package io.pondcrm.contracts.feedback;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer asked, complained or suggested something. What they wrote stays in feedback-service.
 *
 * @param caseId names the case
 * @param customerId whose case; also the record's key
 * @param number as people say it, for example {@code C-20261107-5K2QX7MA}
 * @param type {@code COMPLAINT}, {@code INQUIRY} or {@code SUGGESTION}; ignore what you do not know
 * @param priority {@code P1}, the most urgent, to {@code P4}
 * @param channel where it came in: {@code PHONE}, {@code EMAIL}, {@code WECHAT}, {@code WEB},
 *     {@code STORE} or {@code APP}; ignore what you do not know
 * @param category the front end's own key, for example {@code delivery/late}
 * @param openedAt when it was opened, UTC
 */
@EventType(value = "case.opened.v1", topic = "crm.case.v1")
public record CaseOpenedV1(
        String caseId,
        String customerId,
        String number,
        String type,
        String priority,
        String channel,
        @Nullable String category,
        Instant openedAt) {}
