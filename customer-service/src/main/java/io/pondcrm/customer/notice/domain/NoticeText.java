package io.pondcrm.customer.notice.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pondcrm.kernel.Sha256;
import java.util.HexFormat;

/**
 * A notice in one language.
 *
 * @param language a BCP 47 tag in its canonical form, for example {@code zh-CN}
 */
public record NoticeText(String language, String title, String body) {

    /**
     * What proves later which words were shown: SHA-256 over the UTF-8 of language, title and body,
     * each followed by a line feed, in hexadecimal.
     */
    public String hash() {
        var words = language + "\n" + title + "\n" + body + "\n";
        return HexFormat.of().formatHex(Sha256.of(words.getBytes(UTF_8)));
    }
}
