package io.pondcrm.local.store;

import de.bwaldvogel.mongo.exception.MongoServerError;

/** What the store answers when it is asked for what it does not do: an error, never silence. */
final class Refusal {

    private static final int NOT_IMPLEMENTED = 238;

    private Refusal() {}

    static MongoServerError of(String what) {
        return new MongoServerError(
                NOT_IMPLEMENTED,
                "NotImplemented",
                "The embedded store does not support " + what + "; use MongoDB for it");
    }
}
