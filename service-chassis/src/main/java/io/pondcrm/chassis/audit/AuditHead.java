package io.pondcrm.chassis.audit;

import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Where the chain ended when it was last written to. It may lag behind by what was written before a
 * crash; it is never ahead of an untouched chain.
 *
 * @param number the last entry's
 * @param seal the last entry's
 * @param key names the key of the proof
 * @param proof that number and seal were written by us; hexadecimal
 */
@Document(AuditHead.COLLECTION)
@TypeAlias("audit-head")
record AuditHead(@Id String id, long number, String seal, String key, String proof) {

    static final String COLLECTION = "auditHeads";
    static final String ID = "head";
}
