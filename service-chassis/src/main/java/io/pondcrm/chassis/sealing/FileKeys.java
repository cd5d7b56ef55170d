package io.pondcrm.chassis.sealing;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.prf.PrfSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two keysets of Google Tink in one file: {@code wrapping}, AES-GCM, whose primary key wraps and
 * whose others unwrap what they wrapped; and {@code index}, HMAC-SHA-256, for blind indexes.
 */
final class FileKeys {

    static final String SETTING = "pond.sealing.kek-file";

    private final String name;
    private final JsonNode keysets;

    private FileKeys(String name, JsonNode keysets) {
        this.name = name;
        this.keysets = keysets;
    }

    /**
     * @throws InvalidConfigurationPropertyValueException if there is no such file, or no JSON in it
     */
    static FileKeys read(String name) {
        try {
            AeadConfig.register();
            PrfConfig.register();
            if (name.isBlank()) {
                throw refused(name, "it is not set: name a file of keys", null);
            }
            return new FileKeys(
                    name, JsonMapper.shared().readTree(Files.readString(Path.of(name))));
        } catch (IOException | InvalidPathException missing) {
            throw refused(name, "there is no such file that can be read", missing);
        } catch (JacksonException notJson) {
            // Its message would show what it read.
            throw refused(name, "the file is no JSON", null);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("AES-GCM or HMAC is missing", missing);
        }
    }

    FileKeyEncryption wrapping() {
        try {
            var keyset = keyset("wrapping");
            return new FileKeyEncryption(
                    String.valueOf(keyset.getPrimary().getId()),
                    keyset.getPrimitive(RegistryConfiguration.get(), Aead.class));
        } catch (GeneralSecurityException | RuntimeException broken) {
            throw refused(name, "its \"wrapping\" is no keyset of Tink for AEAD", null);
        }
    }

    BlindIndex index() {
        try {
            return new BlindIndex(
                    keyset("index").getPrimitive(RegistryConfiguration.get(), PrfSet.class));
        } catch (GeneralSecurityException | RuntimeException broken) {
            throw refused(name, "its \"index\" is no keyset of Tink for a PRF", null);
        }
    }

    private KeysetHandle keyset(String member) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(
                keysets.path(member).toString(), InsecureSecretKeyAccess.get());
    }

    private static InvalidConfigurationPropertyValueException refused(
            String name, String reason, @Nullable Exception cause) {
        return new InvalidConfigurationPropertyValueException(SETTING, name, reason, cause);
    }

    /** The wrapping keys as they are in the file now. */
    record FileKeyEncryption(String current, Aead aead) implements KeyEncryption {

        @Override
        public byte[] wrap(byte[] key, byte[] context) throws GeneralSecurityException {
            return aead.encrypt(key, context);
        }

        @Override
        public byte[] unwrap(byte[] wrapped, byte[] context) throws GeneralSecurityException {
            return aead.decrypt(wrapped, context);
        }
    }
}
