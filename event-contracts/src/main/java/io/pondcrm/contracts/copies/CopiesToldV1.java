package io.pondcrm.contracts.copies;

import io.pondcrm.kernel.EventType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a service holds of customers that customer-service told it, as digests: no value can be read
 * from it.
 *
 * @param askId the question's; also the record's key
 * @param service who answers, for example {@code segmentation-service}
 * @param fields the names of what the service copies; what a copy does not name, it holds nothing
 *     of
 * @param copies of whom it holds anything, by their ids
 * @param through where a range was cut: of ids above this one nothing is said; absent where all was
 *     said
 * @param heard how many events each handler had handled before it was looked, by handler, topic and
 *     partition; empty while nobody knows
 * @param told how many events there were for it then
 */
@EventType(value = "copies.told.v1", topic = "crm.copies.v1")
public record CopiesToldV1(
        String askId,
        String service,
        List<String> fields,
        List<HeldCopy> copies,
        @Nullable String through,
        Map<String, Long> heard,
        Map<String, Long> told) {}
