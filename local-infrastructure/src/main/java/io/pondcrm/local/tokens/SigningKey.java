package io.pondcrm.local.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.file.Path;
import java.text.ParseException;

/** The installation's key, kept so that tokens outlive a restart of the issuer. */
final class SigningKey {

    private static final String FILE = "signing-key.json";
    private static final int BITS = 2048;

    private SigningKey() {}

    static RSAKey open(Path directory) {
        var file = new PrivateFile(directory.resolve(FILE));
        try {
            if (file.exists()) {
                return RSAKey.parse(file.read());
            }
            var key =
                    new RSAKeyGenerator(BITS)
                            .algorithm(JWSAlgorithm.RS256)
                            .keyUse(KeyUse.SIGNATURE)
                            .keyIDFromThumbprint(true)
                            .generate();
            file.write(key.toJSONString());
            return key;
        } catch (ParseException | JOSEException failure) {
            throw new IllegalStateException("No usable signing key in " + file.path(), failure);
        }
    }
}
