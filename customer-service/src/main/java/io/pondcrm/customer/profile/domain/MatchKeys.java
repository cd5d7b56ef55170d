package io.pondcrm.customer.profile.domain;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The keys by which doubles of a customer are looked for, so that nobody has to be compared with
 * everybody: who shares none of them is taken for somebody else. A mailbox, a phone number, a
 * WeChat id, the date of birth with each part of the name, and the whole name, as it is read.
 *
 * @see <a href="https://doi.org/10.1109/TKDE.2011.127">Christen 2012: a survey of indexing
 *     techniques for scalable record linkage</a>, on blocking
 */
public final class MatchKeys {

    private static final Set<String> WITHOUT_DOTS = Set.of("gmail.com", "googlemail.com");
    private static final int MOST_PARTS = 6;

    private MatchKeys() {}

    /** The keys of a profile; empty if too little is known. */
    public static SortedSet<String> of(Profile profile, Romanization romanization) {
        var name = NameForm.of(profile, romanization);
        var keys = strong(profile, name);
        name.filter(it -> it.read().size() > 1)
                .ifPresent(it -> keys.add("name " + String.join(" ", new TreeSet<>(it.read()))));
        return keys;
    }

    /** Those keys that few customers share: all but the name alone. */
    public static SortedSet<String> strong(Profile profile, Romanization romanization) {
        return strong(profile, NameForm.of(profile, romanization));
    }

    private static SortedSet<String> strong(Profile profile, Optional<NameForm> name) {
        var keys = new TreeSet<String>();
        for (var point : profile.contactPoints()) {
            switch (point.type()) {
                case EMAIL -> keys.add("email " + mailbox(point.value()));
                case PHONE -> keys.add("phone " + point.value());
                case WECHAT -> keys.add("wechat " + point.value());
                case POSTAL -> {}
            }
        }
        profile.birthDate()
                .ifPresent(born ->
                        name.ifPresent(it ->
                                it.read().stream()
                                        .limit(MOST_PARTS)
                                        .forEach(part -> keys.add("born " + born + " " + part))));
        return keys;
    }

    /**
     * Where mail to an address arrives, as far as the address tells: without what follows a plus
     * sign, in lower case, and at Gmail without dots.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc5233">RFC 5233: subaddresses</a>
     */
    public static String mailbox(String email) {
        var at = email.lastIndexOf('@');
        var local = email.substring(0, at).toLowerCase(Locale.ROOT);
        var host = email.substring(at + 1).toLowerCase(Locale.ROOT);
        var plus = local.indexOf('+');
        var name = plus > 0 ? local.substring(0, plus) : local;
        return WITHOUT_DOTS.contains(host)
                ? name.replace(".", "") + "@gmail.com"
                : name + "@" + host;
    }
}
