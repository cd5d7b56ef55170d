package io.pondcrm.suite;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where the suite lies and which ports it uses.
 *
 * @param root the repository: the modules' packaged jars are taken from there
 * @param home data, logs and process ids; kept between runs
 * @param jdk a JDK 25
 * @param ports one for each port that the suite listens on
 */
public record Settings(Path root, Path home, Path jdk, Map<Port, Integer> ports) {

    /**
     * Every port of the suite, with the one that is used unless {@code POND_PORT_<NAME>} says
     * otherwise.
     */
    public enum Port {
        GATEWAY(8080),
        CUSTOMER(8081),
        SEGMENTATION(8082),
        ENGAGEMENT(8083),
        FEEDBACK(8084),
        CHURN(8085),
        ISSUER(9000),
        MAIL(2525),
        STORE(27018),
        BROKER(9092);

        /** The gateway and all services, each of which tells Prometheus of itself. */
        public static final List<Port> SERVICES =
                List.of(GATEWAY, CUSTOMER, SEGMENTATION, ENGAGEMENT, FEEDBACK, CHURN);

        private final int usual;

        Port(int usual) {
            this.usual = usual;
        }
    }

    public Settings {
        ports = Map.copyOf(ports);
    }

    /**
     * Reads {@code POND_ROOT}, {@code POND_HOME}, {@code POND_JDK} and {@code POND_PORT_…}.
     *
     * @param variables the environment; null where a variable is not set
     * @throws IllegalArgumentException naming the variable whose value is no port
     */
    public static Settings of(UnaryOperator<@Nullable String> variables) {
        var root = Path.of(orElse(variables.apply("POND_ROOT"), "")).toAbsolutePath().normalize();
        var ports = new EnumMap<Port, Integer>(Port.class);
        for (var port : Port.values()) {
            var name = "POND_PORT_" + port.name();
            var value = variables.apply(name);
            ports.put(port, value == null ? port.usual : parse(name, value));
        }
        return new Settings(
                root,
                Path.of(orElse(variables.apply("POND_HOME"), root.resolve(".pond").toString()))
                        .toAbsolutePath(),
                Path.of(orElse(variables.apply("POND_JDK"), System.getProperty("java.home"))),
                ports);
    }

    private static String orElse(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    private static int parse(String name, String value) {
        try {
            var port = Integer.parseInt(value);
            if (port > 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw new IllegalArgumentException(name + " must be a port from 1 to 65535");
    }

    /** The number of a port. */
    public int port(Port port) {
        return ports.getOrDefault(port, port.usual);
    }

    /** The address that callers use. */
    public String gateway() {
        return "http://localhost:" + port(Port.GATEWAY);
    }

    /** The address of the token issuer and the mail page. */
    public String issuer() {
        return "http://localhost:" + port(Port.ISSUER);
    }
}
