package io.pondcrm.contracts.copies;

import java.util.Map;

/**
 * What a service holds of one customer.
 *
 * @param customerId whose it is
 * @param versions the highest sequence that was heard, by what it numbers: {@code profile}, {@code
 *     consents}, {@code processing}
 * @param fields a digest by name, each of 16 hexadecimal digits
 * @param items of a field that holds many things with ids, the digest of each; empty unless asked
 *     for
 */
public record HeldCopy(
        String customerId,
        Map<String, Long> versions,
        Map<String, String> fields,
        Map<String, Map<String, String>> items) {}
