package io.pondcrm.chassis.access;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.ParseException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The key of one dossier. Everybody may put something in who has the public half; only who has the
 * other half takes it out: compact JWE (RFC 7516) by ECDH-ES over P-256 and AES-256-GCM, of what
 * was compressed before. Whoever throws the secret half away makes all of it unreadable wherever it
 * lies.
 */
public final class DossierKey {

    private static final String SERVICE = "service";

    private final ECKey key;

    private DossierKey(ECKey key) {
        this.key = key;
    }

    /**
     * A new one.
     *
     * @param request whose dossier it is: what is sealed for another does not open
     */
    public static DossierKey make(String request) {
        try {
            return new DossierKey(new ECKeyGenerator(Curve.P_256).keyID(request).generate());
        } catch (JOSEException broken) {
            throw new IllegalStateException("P-256 is missing", broken);
        }
    }

    /** The one of which this is the {@link #secret}. */
    public static DossierKey of(String secret) {
        try {
            return new DossierKey(ECKey.parse(secret));
        } catch (ParseException changed) {
            // Its message would show what it read.
            throw new IllegalStateException("No key of a dossier");
        }
    }

    /** The public half, as the members of a JWK. */
    public Map<String, String> published() {
        var members = new TreeMap<String, String>();
        key.toPublicJWK().toJSONObject().forEach((name, it) -> members.put(name, it.toString()));
        return members;
    }

    /** Both halves, as a JWK: to be sealed at once. */
    public String secret() {
        return key.toJSONString();
    }

    /**
     * Seals something for a dossier.
     *
     * @param published as {@link #published()} gave it
     * @param service who does so
     * @throws IllegalArgumentException if that is no public key
     */
    public static String seal(Map<String, String> published, String service, byte[] content) {
        try {
            var key = ECKey.parse(new TreeMap<String, Object>(published));
            var sealed =
                    new JWEObject(
                            new JWEHeader.Builder(JWEAlgorithm.ECDH_ES, EncryptionMethod.A256GCM)
                                    .keyID(key.getKeyID())
                                    .contentType("application/gzip")
                                    .customParam(SERVICE, service)
                                    .build(),
                            new Payload(compressed(content)));
            sealed.encrypt(new ECDHEncrypter(key));
            return sealed.serialize();
        } catch (ParseException | JOSEException noKey) {
            throw new IllegalArgumentException("No public key of a dossier", noKey);
        }
    }

    /**
     * What was sealed.
     *
     * @param service who must have done so
     * @throws IllegalArgumentException if it was sealed for another dossier or by another service,
     *     or was changed since
     */
    public byte[] open(String service, String sealed) {
        try {
            var opened = JWEObject.parse(sealed);
            if (!service.equals(opened.getHeader().getCustomParam(SERVICE))
                    || !String.valueOf(key.getKeyID()).equals(opened.getHeader().getKeyID())) {
                throw new IllegalArgumentException("Of another dossier or service");
            }
            opened.decrypt(new ECDHDecrypter(key));
            return expanded(opened.getPayload().toBytes());
        } catch (ParseException | JOSEException | IllegalStateException changed) {
            throw new IllegalArgumentException("What %s sealed does not open".formatted(service));
        }
    }

    private static byte[] compressed(byte[] content) {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(content);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return compressed.toByteArray();
    }

    private static byte[] expanded(byte[] compressed) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return gzip.readAllBytes();
        } catch (IOException changed) {
            throw new UncheckedIOException(changed);
        }
    }
}
