package io.pondcrm.customer.webhook.domain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a call to a receiver ended. */
public sealed interface Outcome {

    /**
     * It answered.
     *
     * @param retryAfter for how long it wants no more calls; null if it does not say
     * @param reply the first bytes of what it said
     */
    record Answered(int status, @Nullable Duration retryAfter, byte[] reply) implements Outcome {

        /** Redirects are not followed: they are no success. */
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        /** The receiver wants nothing any more, ever. */
        public boolean isGone() {
            return status == 410;
        }
    }

    /** It did not answer. */
    record Failed(Failure failure) implements Outcome {}

    enum Failure {
        /** It took too long. */
        TIMEOUT,
        /** Nobody listens there, or the connection broke. */
        CONNECTION,
        /** Its certificate is not good for its name. */
        TLS,
        /** No such host. */
        UNKNOWN_HOST,
        /** The host leads to where no webhook may go. */
        ADDRESS_NOT_ALLOWED
    }
}
