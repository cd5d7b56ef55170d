package io.pondcrm.feedback.survey;

import io.pondcrm.kernel.Sha256;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Secrets that let a customer in once, without a login: 256 random bits. Only their hash is kept; a
 * plain one will do, for nobody can guess his way through so many.
 */
final class Tokens {

    private static final int BYTES = 32;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

    private Tokens() {}

    static String fresh(SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    static String hash(String token) {
        return Sha256.hex(token);
    }
}
