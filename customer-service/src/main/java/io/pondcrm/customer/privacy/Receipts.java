package io.pondcrm.customer.privacy;

import io.pondcrm.chassis.erasure.Erasures;
import io.pondcrm.chassis.erasure.ReceiptKey;
import io.pondcrm.customer.privacy.RequestDocument.Answer;
import io.pondcrm.customer.privacy.RequestDocument.Receipt;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Makes receipts: what all services stated and signed, with their public keys, signed as a whole.
 * The signature holds all of it again, so that a verifier compares values and no letters.
 */
@Component
class Receipts {

    private static final String FORMAT = "pondcrm-erasure-receipt/1";

    private final ReceiptKey key;

    Receipts(ReceiptKey key) {
        this.key = key;
    }

    /**
     * @param answers of all services
     */
    Receipt of(RequestDocument request, Map<String, Answer> answers, Instant completedAt) {
        var statements = new TreeMap<String, String>();
        var keys = new LinkedHashSet<Map<String, String>>();
        keys.add(new TreeMap<>(key.published()));
        new TreeMap<>(answers)
                .forEach((service, answer) -> {
                    statements.put(service, answer.statement());
                    keys.add(new TreeMap<>(answer.key()));
                });
        var unsigned =
                new Receipt(
                        FORMAT,
                        request.id(),
                        request.type().name(),
                        Erasures.pseudonymOf(request.id(), request.customerId()),
                        request.receivedAt().toString(),
                        completedAt.toString(),
                        statements,
                        List.copyOf(keys),
                        null);
        return new Receipt(
                unsigned.format(),
                unsigned.requestId(),
                unsigned.type(),
                unsigned.customer(),
                unsigned.receivedAt(),
                unsigned.completedAt(),
                unsigned.statements(),
                unsigned.keys(),
                key.sign(signed(unsigned)));
    }

    private static Map<String, Object> signed(Receipt it) {
        var signed = new TreeMap<String, Object>();
        signed.put("format", it.format());
        signed.put("requestId", it.requestId());
        signed.put("type", it.type());
        signed.put("customer", it.customer());
        signed.put("receivedAt", it.receivedAt());
        signed.put("completedAt", it.completedAt());
        signed.put("statements", it.statements());
        signed.put("keys", it.keys());
        return signed;
    }
}
