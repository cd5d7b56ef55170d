package io.pondcrm.local.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientSecretsTest {

    @TempDir Path directory;

    @Test
    void each_client_and_each_installation_has_its_own_secret() {
        var here = open(directory.resolve("here"), Map.of());
        var there = open(directory.resolve("there"), Map.of());

        assertThat(here.secretOf(DemoClient.OPS))
                .hasSize(43)
                .isNotEqualTo(here.secretOf(DemoClient.FRONT_END))
                .isNotEqualTo(there.secretOf(DemoClient.OPS));
    }

    @Test
    void a_given_secret_wins_and_is_not_written_down() throws Exception {
        var secrets = open(directory, Map.of("POND_CLIENT_SECRET_PARTNER_SHOP", "from-outside"));

        assertThat(secrets.secretOf(DemoClient.PARTNER_SHOP)).isEqualTo("from-outside");
        assertThat(Files.readString(directory.resolve("client-secrets.properties")))
                .doesNotContain("from-outside");
    }

    private static ClientSecrets open(Path directory, Map<String, String> given) {
        return ClientSecrets.open(
                directory, name -> Optional.ofNullable(given.get(name)), new SecureRandom());
    }
}
