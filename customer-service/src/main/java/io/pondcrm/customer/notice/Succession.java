package io.pondcrm.customer.notice;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which published version took the place of which: of each notice the one that was published last
 * is in force. It is seen from the times of publication and stored nowhere, so that publishing is
 * one write.
 */
record Succession(List<Published> all) {

    record Published(String version, String notice, Instant at) {}

    private static final Comparator<Published> BY_TIME =
            Comparator.comparing(Published::at).thenComparing(Published::version);

    Optional<Published> successorOf(String version) {
        return all.stream()
                .filter(it -> it.version().equals(version))
                .findFirst()
                .flatMap(one ->
                        all.stream()
                                .filter(it -> it.notice().equals(one.notice()))
                                .filter(it -> BY_TIME.compare(it, one) > 0)
                                .min(BY_TIME));
    }

    Set<String> inForce() {
        return all.stream()
                .map(Published::version)
                .filter(it -> successorOf(it).isEmpty())
                .collect(Collectors.toSet());
    }
}
