package io.pondcrm.suite;

import java.util.List;

/** Which programs of the suite somebody wants to run, by the services that they named. */
sealed interface Selection {

    /** What every service needs; the issuer is the mail sink as well. */
    List<String> INFRASTRUCTURE = List.of("store", "broker", "issuer");

    String GATEWAY = "gateway";

    /**
     * @param names in the order in which they are started
     */
    record Programs(List<String> names) implements Selection {

        public Programs {
            names = List.copyOf(names);
        }
    }

    /**
     * @param names that no service has
     * @param services what could have been named
     */
    record Unknown(List<String> names, List<String> services) implements Selection {

        public Unknown {
            names = List.copyOf(names);
            services = List.copyOf(services);
        }
    }

    /**
     * @param all programs, in the order in which they are started
     * @param services that were named; none means all. The gateway comes with any, and alone where
     *     only it is named
     */
    static Selection of(List<String> all, List<String> services) {
        var choices = all.stream().filter(it -> !INFRASTRUCTURE.contains(it)).toList();
        var unknown = services.stream().filter(it -> !choices.contains(it)).distinct().toList();
        if (!unknown.isEmpty()) {
            return new Unknown(unknown, choices);
        }
        return new Programs(
                all.stream()
                        .filter(it ->
                                services.isEmpty()
                                        || INFRASTRUCTURE.contains(it)
                                        || it.equals(GATEWAY)
                                        || services.contains(it))
                        .toList());
    }
}
