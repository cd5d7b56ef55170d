package io.pondcrm.customer.privacy;

import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a part of a dossier lies in MongoDB: as the service sealed it.
 *
 * @param id request, service, run and number
 * @param run names one collecting of one service
 * @param parts how many that run has
 */
@Document(DossierPartDocument.COLLECTION)
@TypeAlias("dossier-part")
record DossierPartDocument(
        @Id String id,
        String request,
        String service,
        String run,
        int part,
        int parts,
        String sealed) {

    static final String COLLECTION = "dossier_parts";

    /** Parts of one run belong together. */
    String runOfService() {
        return service + ":" + run;
    }
}
