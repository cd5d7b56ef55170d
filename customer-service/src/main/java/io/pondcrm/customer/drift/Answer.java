package io.pondcrm.customer.drift;

import io.pondcrm.chassis.copies.Copy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a service told of its copies.
 *
 * @param fields what it copies at all
 * @param through of ids above this one nothing is said; null where all was said
 * @param heard how many events were handled before it looked, by handler and partition
 * @param told how many there were
 */
record Answer(
        String service,
        List<String> fields,
        List<Copy> copies,
        @Nullable String through,
        Map<String, Long> heard,
        Map<String, Long> told) {

    Map<String, Copy> byCustomer() {
        var copies = new HashMap<String, Copy>();
        this.copies.forEach(it -> copies.put(it.customerId(), it));
        return copies;
    }

    Set<String> fieldSet() {
        return new HashSet<>(fields);
    }

    boolean isAbout(String customer) {
        return through == null || customer.compareTo(through) <= 0;
    }

    /** Whether all that had been told at some moment was handled; false while nobody knows. */
    boolean hasHeard(Map<String, Long> toldThen) {
        return !toldThen.isEmpty()
                && toldThen.entrySet().stream()
                        .allMatch(it -> heard.getOrDefault(it.getKey(), 0L) >= it.getValue());
    }
}
