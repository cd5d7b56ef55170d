package io.pondcrm.chassis.http;

import io.pondcrm.chassis.basics.ProblemException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/**
 * The version that a caller has seen and means to change: the {@code If-Match} header (RFC 9110,
 * section 13.1.1). A controller method that takes it as an argument needs the header: without it
 * the answer is 428, and 400 if it is no entity tag. Where the first write of a resource needs
 * none, the argument is {@code @Nullable}, and the method itself refuses the second.
 */
public final class IfMatch {

    private static final Pattern TAG = Pattern.compile("(?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\"");
    private static final Pattern LIST =
            Pattern.compile("\\s*" + TAG + "\\s*(?:,\\s*" + TAG + "\\s*)*");

    private final boolean any;
    private final Set<String> tags;

    private IfMatch(boolean any, Set<String> tags) {
        this.any = any;
        this.tags = tags;
    }

    /** As if a caller had seen this version. */
    public static IfMatch seen(long version) {
        return new IfMatch(false, Set.of(ETags.of(version)));
    }

    /**
     * @throws ProblemException 400 if a header holds anything but {@code *} or entity tags
     */
    static IfMatch parse(List<String> headers) {
        if (headers.stream().allMatch(header -> header.strip().equals("*"))) {
            return new IfMatch(true, Set.of());
        }
        var tags = new HashSet<String>();
        for (var header : headers) {
            if (header.length() > 1_000 || !LIST.matcher(header).matches()) {
                throw HttpProblem.IF_MATCH_MALFORMED.exception();
            }
            TAG.matcher(header).results().forEach(tag -> tags.add(tag.group()));
        }
        return new IfMatch(false, tags);
    }

    /** Whether the caller has seen this version, or does not mind. */
    public boolean allows(long version) {
        return any || tags.contains(ETags.of(version));
    }

    /**
     * Lets go on only those who have seen the current version.
     *
     * @param version the current one
     * @throws ProblemException 412 with the current {@code ETag} for all others
     */
    public void requires(long version) {
        if (!allows(version)) {
            throw stale(version);
        }
    }

    /** The answer to a change that came too late. */
    static ProblemException stale(long version) {
        return HttpProblem.PRECONDITION_FAILED
                .exception()
                .header(HttpHeaders.ETAG, ETags.of(version));
    }
}
