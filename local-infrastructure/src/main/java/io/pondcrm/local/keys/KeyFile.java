package io.pondcrm.local.keys;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;

/**
 * The file of keys that {@code pond.sealing.kek-file} names: two keysets of Google Tink, as its
 * {@code tinkey} prints them. {@code wrapping} holds AES-256-GCM keys, of which the primary one
 * wraps customers' keys and the others unwrap what they wrapped; {@code index} makes blind indexes
 * by HMAC-SHA-256.
 *
 * @param path readable by its owner only
 */
public record KeyFile(Path path) {

    /** Makes the file with fresh keys if there is none; leaves one that is there as it is. */
    public KeyFile ensure() throws IOException {
        if (!Files.exists(path)) {
            try {
                AeadConfig.register();
                PrfConfig.register();
                write(
                        KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM),
                        KeysetHandle.generateNew(PredefinedPrfParameters.HMAC_SHA256_PRF));
            } catch (GeneralSecurityException missing) {
                throw new IllegalStateException("AES-GCM or HMAC is missing", missing);
            }
        }
        return this;
    }

    /** Adds a key that wraps from now on; those before still unwrap. */
    public void rotate() throws IOException {
        try {
            var added = KeysetHandle.newBuilder(read("wrapping"));
            added.addEntry(
                    KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                            .withRandomId()
                            .makePrimary());
            write(added.build(), read("index"));
        } catch (GeneralSecurityException broken) {
            throw new IOException(path + " holds no keys", broken);
        }
    }

    /** Forgets all wrapping keys but the one that wraps now. */
    public void forgetOld() throws IOException {
        try {
            var wrapping = read("wrapping");
            var primary = wrapping.getPrimary();
            var alone = KeysetHandle.newBuilder();
            alone.addEntry(
                    KeysetHandle.importKey(primary.getKey())
                            .withFixedId(primary.getId())
                            .makePrimary());
            write(alone.build(), read("index"));
        } catch (GeneralSecurityException broken) {
            throw new IOException(path + " holds no keys", broken);
        }
    }

    private KeysetHandle read(String keyset) throws IOException, GeneralSecurityException {
        AeadConfig.register();
        PrfConfig.register();
        var json = JsonParser.parseString(Files.readString(path)).getAsJsonObject();
        return TinkJsonProtoKeysetFormat.parseKeyset(
                json.get(keyset).toString(), InsecureSecretKeyAccess.get());
    }

    private void write(KeysetHandle wrapping, KeysetHandle index)
            throws IOException, GeneralSecurityException {
        var json = new JsonObject();
        json.add("wrapping", jsonOf(wrapping));
        json.add("index", jsonOf(index));
        var directory = Files.createDirectories(path.toAbsolutePath().getParent());
        // Born readable by its owner only, and moved whole: never half a key.
        var made = Files.createTempFile(directory, "keys", null);
        Files.writeString(made, json.toString());
        Files.move(made, path, StandardCopyOption.ATOMIC_MOVE);
    }

    private static com.google.gson.JsonElement jsonOf(KeysetHandle keyset)
            throws GeneralSecurityException {
        return JsonParser.parseString(
                TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get()));
    }
}
