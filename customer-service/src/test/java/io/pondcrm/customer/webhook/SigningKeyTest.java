package io.pondcrm.customer.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SigningKeyTest {

    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
    private static final Instant AT = Instant.ofEpochSecond(1_614_265_330);
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";

    /** Standard Webhooks, reference libraries, test of signing. */
    @Test
    void the_published_example_has_the_published_signature() {
        assertThat(SigningKey.ofSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").sign(ID, AT, BODY))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void the_public_key_verifies_and_a_flipped_byte_does_not() throws Exception {
        var key = SigningKey.unpack(SigningKey.generate(new SecureRandom()).pack());
        var signatures = key.sign(ID, AT, BODY).split(" ");

        assertThat(signatures).hasSize(2);
        assertThat(signatures[0]).isEqualTo(SigningKey.ofSecret(key.secret()).sign(ID, AT, BODY));
        assertThat(verifies(key.publicKey(), signatures[1], BODY)).isTrue();
        var flipped = BODY.clone();
        flipped[3] ^= 1;
        assertThat(verifies(key.publicKey(), signatures[1], flipped)).isFalse();
    }

    private static boolean verifies(String publicKey, String signed, byte[] body) throws Exception {
        var raw = Base64.getDecoder().decode(publicKey.substring("whpk_".length()));
        // RFC 8410, section 4.
        var encoded =
                ByteBuffer.allocate(44)
                        .put(HexFormat.of().parseHex("302a300506032b6570032100"))
                        .put(raw)
                        .array();
        var signature = Signature.getInstance("Ed25519");
        signature.initVerify(
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        signature.update((ID + "." + AT.getEpochSecond() + ".").getBytes(UTF_8));
        signature.update(body);
        return signature.verify(Base64.getDecoder().decode(signed.substring("v1a,".length())));
    }
}
