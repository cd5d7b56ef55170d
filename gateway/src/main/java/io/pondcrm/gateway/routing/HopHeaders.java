package io.pondcrm.gateway.routing;

import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Which headers stay behind at the gateway. */
final class HopHeaders {

    /** RFC 9110 section 7.6.1, and what belongs to the connection's own framing. */
    private static final Set<String> OF_ONE_HOP =
            caseless(
                    "Connection",
                    "Keep-Alive",
                    "Proxy-Authenticate",
                    "Proxy-Authorization",
                    "Proxy-Connection",
                    "TE",
                    "Trailer",
                    "Transfer-Encoding",
                    "Upgrade",
                    "Expect",
                    "Host",
                    "Content-Length");

    /** A caller who sends one of these tries to speak for someone else. */
    private static final Set<String> FORGEABLE =
            caseless(
                    "Forwarded",
                    "X-Real-IP",
                    "X-User-Id",
                    "X-Tenant-Id",
                    "X-Client-Id",
                    "X-Original-URL",
                    "X-Rewrite-URL",
                    "X-HTTP-Method-Override");

    /** Added by our own container. */
    private static final Set<String> OF_THE_SERVER = caseless("Date", "Server");

    private HopHeaders() {}

    static boolean passesToService(String name) {
        return !OF_ONE_HOP.contains(name)
                && !FORGEABLE.contains(name)
                && !name.regionMatches(true, 0, "X-Forwarded-", 0, 12);
    }

    static boolean passesToCaller(String name) {
        return !OF_ONE_HOP.contains(name) && !OF_THE_SERVER.contains(name);
    }

    /** The names in {@code Connection}, lower case: they belong to one hop as well. */
    static Set<String> named(Enumeration<String> connection) {
        if (!connection.hasMoreElements()) {
            return Set.of();
        }
        var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        while (connection.hasMoreElements()) {
            for (var name : connection.nextElement().split(",")) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    private static Set<String> caseless(String... names) {
        var set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Collections.addAll(set, names);
        return set;
    }
}
