package io.pondcrm.chassis.http;

/** Versions as entity tags (RFC 9110, section 8.8.3). */
public final class ETags {

    private ETags() {}

    /**
     * The strong entity tag of a version, quoted, for {@code ResponseEntity.eTag}. A GET that
     * answers with one turns into 304 by itself where {@code If-None-Match} names it.
     */
    public static String of(long version) {
        return "\"" + version + "\"";
    }
}
