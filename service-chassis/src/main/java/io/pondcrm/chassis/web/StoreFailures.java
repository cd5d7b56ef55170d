package io.pondcrm.chassis.web;

import org.springframework.util.ClassUtils;

/** Tells somebody else's failure from ours, by name: the gateway runs without a store's classes. */
class StoreFailures {

    private static final String[] UNAVAILABLE = {
        "org.springframework.dao.DataAccessResourceFailureException",
        "org.springframework.dao.RecoverableDataAccessException",
        "org.springframework.dao.QueryTimeoutException",
        "com.mongodb.MongoTimeoutException",
        "com.mongodb.MongoSocketException",
        "com.mongodb.MongoOperationTimeoutException",
        "com.mongodb.MongoExecutionTimeoutException",
        "com.mongodb.MongoConnectionPoolClearedException",
        "org.apache.kafka.common.errors.TimeoutException"
    };
    private static final String[] CONFLICT = {
        "org.springframework.dao.OptimisticLockingFailureException",
        "org.springframework.dao.DuplicateKeyException"
    };

    boolean isUnavailable(Throwable failure) {
        return isAny(failure, UNAVAILABLE);
    }

    boolean isConflict(Throwable failure) {
        return isAny(failure, CONFLICT);
    }

    private static boolean isAny(Throwable failure, String[] names) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            for (var name : names) {
                if (ClassUtils.isPresent(name, null)
                        && ClassUtils.resolveClassName(name, null).isInstance(cause)) {
                    return true;
                }
            }
        }
        return false;
    }
}
