package io.pondcrm.local.tokens;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The secrets of this installation, {@code <client>=<secret>} a line in {@code
 * client-secrets.properties}. Made at random at the first start: a secret that is written in the
 * repository is none.
 */
final class ClientSecrets {

    private static final String FILE = "client-secrets.properties";

    private final Map<DemoClient, String> secrets;

    private ClientSecrets(Map<DemoClient, String> secrets) {
        this.secrets = secrets;
    }

    /**
     * @param given secrets from outside, by variable name ({@code
     *     POND_CLIENT_SECRET_PARTNER_SHOP}); they win and are not written down
     */
    static ClientSecrets open(
            Path directory, Function<String, Optional<String>> given, SecureRandom random) {
        var file = new PrivateFile(directory.resolve(FILE));
        var stored = file.exists() ? parse(file.read()) : new Properties();
        var missing =
                Arrays.stream(DemoClient.values())
                        .filter(client -> !stored.containsKey(client.id()))
                        .toList();
        if (!missing.isEmpty()) {
            missing.forEach(client -> stored.setProperty(client.id(), randomSecret(random)));
            file.write(format(stored));
        }
        var secrets = new EnumMap<DemoClient, String>(DemoClient.class);
        for (var client : DemoClient.values()) {
            var variable =
                    "POND_CLIENT_SECRET_" + client.id().toUpperCase(Locale.ROOT).replace('-', '_');
            secrets.put(
                    client,
                    given.apply(variable).orElseGet(() -> stored.getProperty(client.id(), "")));
        }
        return new ClientSecrets(secrets);
    }

    String secretOf(DemoClient client) {
        return secrets.getOrDefault(client, "");
    }

    private static String randomSecret(SecureRandom random) {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Properties parse(String text) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return properties;
    }

    // Not Properties.store: that adds the date and escapes.
    private static String format(Properties properties) {
        return properties.stringPropertyNames().stream()
                .sorted()
                .map(name -> name + "=" + properties.getProperty(name) + "\n")
                .collect(Collectors.joining());
    }
}
