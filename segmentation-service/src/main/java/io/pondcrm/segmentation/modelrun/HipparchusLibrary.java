package io.pondcrm.segmentation.modelrun;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** Which version of a part of Hipparchus (Apache License 2.0) is at work. */
final class HipparchusLibrary {

    private HipparchusLibrary() {}

    /**
     * @param artifact for example {@code hipparchus-stat}
     * @param type one of its types
     */
    static String version(String artifact, Class<?> type) {
        // The manifest says it in OSGi's words only, which Java does not read.
        var pom = "/META-INF/maven/org.hipparchus/" + artifact + "/pom.properties";
        try (var read = type.getResourceAsStream(pom)) {
            var properties = new Properties();
            properties.load(Objects.requireNonNull(read, pom));
            return properties.getProperty("version");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
