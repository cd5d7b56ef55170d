package io.pondcrm.contracts.copies;

import io.pondcrm.kernel.EventType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * customer-service asks what others hold of what it told them, and each who copied anything answers
 * with copies.told. It is about many customers: the key is the question's id.
 *
 * @param askId names the question; also the record's key
 * @param service who is asked; absent for all
 * @param after a range of customers: their ids are above this one; absent for no bound
 * @param until no id is above this one; absent for no bound
 * @param customerIds of whom, in the place of a range; absent where a range is asked for
 * @param most how many customers of a range one answer names at most
 * @param withItems whether the digests of single transactions are asked for, too
 */
@EventType(value = "copies.asked.v1", topic = "crm.copies.v1")
public record CopiesAskedV1(
        String askId,
        @Nullable String service,
        @Nullable String after,
        @Nullable String until,
        @Nullable List<String> customerIds,
        int most,
        boolean withItems) {}
