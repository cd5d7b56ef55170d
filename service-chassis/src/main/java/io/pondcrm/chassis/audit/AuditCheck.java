package io.pondcrm.chassis.audit;

import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a chain of entries.
 *
 * @param entries how many there are
 * @param unverifiable how many of them were sealed by a key that is not known here
 * @param firstBad the number of the first entry that is not as it was written; empty if all are
 * @param finding what is wrong there
 */
record AuditCheck(
        long entries, long unverifiable, Optional<Long> firstBad, Optional<Finding> finding) {

    enum Finding {
        /** The entry, or its place, is not what was sealed. */
        CHANGED,
        /** An entry with this number is not there. */
        MISSING,
        /** Entries that were there at the end are gone. */
        CUT_OFF,
        /** What says where the chain ends was not written by us. */
        HEAD_FORGED
    }

    /**
     * @param chain all entries in the order of their ids
     * @param head where the chain ended; null where nothing says so
     */
    static AuditCheck of(
            Iterator<AuditDocument> chain, @Nullable AuditHead head, AuditSeals seals) {
        var number = 0L;
        var unverifiable = 0L;
        var before = "";
        var isHeadMet = head == null || head.number() == 0 && head.seal().isEmpty();
        while (chain.hasNext()) {
            var document = chain.next();
            number++;
            if (document.number() != number) {
                return bad(
                        number,
                        unverifiable,
                        document.number() > number ? Finding.MISSING : Finding.CHANGED);
            }
            if (!seals.knows(document.key())) {
                unverifiable++;
            } else if (!isAsSealed(document, number, before, seals)) {
                return bad(number, unverifiable, Finding.CHANGED);
            }
            before = document.seal();
            if (head != null && head.number() == number) {
                isHeadMet = head.seal().equals(before);
            }
        }
        if (head != null && number < head.number()) {
            return bad(number + 1, unverifiable, Finding.CUT_OFF);
        }
        if (head != null && (!isHeadMet || !isOurs(head, seals))) {
            return bad(head.number(), unverifiable, Finding.HEAD_FORGED);
        }
        return head == null && number > 0
                ? bad(number, unverifiable, Finding.HEAD_FORGED)
                : new AuditCheck(number, unverifiable, Optional.empty(), Optional.empty());
    }

    private static boolean isAsSealed(
            AuditDocument document, long number, String before, AuditSeals seals) {
        try {
            return seals.seal(document.key(), before, number, document.entry())
                    .filter(document.seal()::equals)
                    .isPresent();
        } catch (IllegalArgumentException _) {
            return false; // Of a kind that there is not.
        }
    }

    private static boolean isOurs(AuditHead head, AuditSeals seals) {
        return !seals.knows(head.key())
                || seals.sealOfHead(head.key(), head.number(), head.seal())
                        .filter(head.proof()::equals)
                        .isPresent();
    }

    private static AuditCheck bad(long number, long unverifiable, Finding finding) {
        return new AuditCheck(number, unverifiable, Optional.of(number), Optional.of(finding));
    }
}
