package io.pondcrm.chassis.outbox;

import com.mongodb.client.model.Filters;
import java.util.Date;
import org.bson.conversions.Bson;

/** Which events go first when many wait. */
public enum Priority {
    /** Somebody waits for what follows from it: on its way at once, past all that is in bulk. */
    LIVE("pendingSince"),
    /**
     * One of very many, as an import writes them: on its way when the bulk has been written, after
     * half a minute at the latest, and never before what is live.
     */
    BULK("bulkPendingSince");

    private final String field;

    Priority(String field) {
        this.field = field;
    }

    /** The field that holds since when a document has had events of this priority waiting. */
    String field() {
        return field;
    }

    /** The documents that have events of this priority waiting. */
    Bson waiting() {
        return Filters.gt(field, new Date(0));
    }
}
