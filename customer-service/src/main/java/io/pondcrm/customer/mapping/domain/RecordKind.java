package io.pondcrm.customer.mapping.domain;

import java.util.Arrays;
import java.util.Optional;

/** What the rows of a partner's file are about. */
public enum RecordKind {
    CUSTOMERS("customers"),
    TRANSACTIONS("transactions");

    private final String pathName;

    RecordKind(String pathName) {
        this.pathName = pathName;
    }

    /** As it stands in paths. */
    public String pathName() {
        return pathName;
    }

    /** The kind that a path calls so. */
    public static Optional<RecordKind> find(String pathName) {
        return Arrays.stream(values()).filter(kind -> kind.pathName.equals(pathName)).findFirst();
    }
}
