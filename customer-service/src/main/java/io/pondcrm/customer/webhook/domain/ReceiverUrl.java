package io.pondcrm.customer.webhook.domain;

import java.net.URI;
import java.net.URISyntaxException;

/** Where webhooks go, as far as its text tells. */
public sealed interface ReceiverUrl {

    int LONGEST = 2_000;

    /** It may be called, once its address is found to be allowed. */
    record Fit(URI uri) implements ReceiverUrl {}

    /** It may not. */
    record Unfit(Flaw flaw) implements ReceiverUrl {}

    /** What is wrong with it. */
    enum Flaw {
        /** No absolute URL with a host. */
        FORMAT,
        /** Not HTTPS. */
        SCHEME,
        /** It holds a name or password: put secrets elsewhere, calls are signed. */
        USER_INFO
    }

    /**
     * @param allowsHttp whether plain HTTP will do
     */
    static ReceiverUrl read(String text, boolean allowsHttp) {
        if (text.length() > LONGEST) {
            return new Unfit(Flaw.FORMAT);
        }
        try {
            var uri = new URI(text);
            var scheme = uri.getScheme();
            if (scheme == null) {
                return new Unfit(Flaw.FORMAT);
            }
            if (!scheme.equalsIgnoreCase("https")
                    && !(allowsHttp && scheme.equalsIgnoreCase("http"))) {
                return new Unfit(Flaw.SCHEME);
            }
            if (uri.getRawUserInfo() != null
                    || uri.getRawAuthority() != null && uri.getRawAuthority().indexOf('@') >= 0) {
                return new Unfit(Flaw.USER_INFO);
            }
            return uri.getHost() == null
                            || uri.getHost().isEmpty()
                            || isOddlyWrittenAddress(uri.getHost())
                            || uri.getRawFragment() != null
                            || uri.getPort() == 0
                            || uri.getPort() > 65_535
                    ? new Unfit(Flaw.FORMAT)
                    : new Fit(uri);
        } catch (URISyntaxException none) {
            return new Unfit(Flaw.FORMAT);
        }
    }

    /**
     * Whether it is a number, but no IPv4 address as everybody reads it: octal, hexadecimal, or
     * with parts left out.
     *
     * @see <a href="https://url.spec.whatwg.org/#ends-in-a-number-checker">WHATWG, URL</a>
     */
    private static boolean isOddlyWrittenAddress(String host) {
        var name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        var last = name.substring(name.lastIndexOf('.') + 1);
        var part = "(0|[1-9]\\d{0,2})";
        return last.matches("\\d+|0[xX][0-9a-fA-F]*")
                && !host.matches(part + "\\." + part + "\\." + part + "\\." + part);
    }
}
