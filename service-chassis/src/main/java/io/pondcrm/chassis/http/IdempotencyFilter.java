package io.pondcrm.chassis.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.pondcrm.chassis.basics.ProblemException;
import io.pondcrm.chassis.http.IdempotencyClaim.Answer;
import io.pondcrm.chassis.http.IdempotencyKeys.Outcome;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.kernel.Sha256;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Lets any POST and PATCH be repeated blindly ({@code Idempotency-Key},
 * draft-ietf-httpapi-idempotency-key-header).
 *
 * <p>Which answers are final, so that a repetition gets them again:
 *
 * <ul>
 *   <li>2xx and 3xx: something was done.
 *   <li>4xx that a controller returned: it looked and decided. A late copy must not do what the
 *       caller was told is refused.
 *   <li>Not 4xx that was thrown at the edge (unreadable, not valid, no permission, stale): nothing
 *       was decided, the key is free again.
 *   <li>Not 5xx: nobody knows. The next copy goes on at once, with the same new ids.
 * </ul>
 *
 * <p>The answer is kept before it is sent: who gets one, gets it again.
 */
class IdempotencyFilter extends OncePerRequestFilter {

    static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";

    /** Where controllers' {@link NewId} comes from. */
    static final String SEED = IdempotencyFilter.class.getName() + ".seed";

    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyFilter.class);
    private static final Set<String> METHODS = Set.of("POST", "PATCH");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final Pattern QUOTED =
            Pattern.compile("\"(?:[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]|\\\\[\"\\\\]){1,255}\"");
    private static final Set<String> NOT_KEPT =
            Set.of(
                    "connection",
                    "content-length",
                    "date",
                    "keep-alive",
                    "set-cookie",
                    "trailer",
                    "transfer-encoding",
                    "vary");

    private final IdempotencyKeys keys;
    private final MeterRegistry meters;
    private final int maxBody;

    /**
     * @param maxBody how many bytes of a request or an answer are held in memory
     */
    IdempotencyFilter(IdempotencyKeys keys, MeterRegistry meters, int maxBody) {
        this.keys = keys;
        this.meters = meters;
        this.maxBody = maxBody;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !METHODS.contains(request.getMethod()) || request.getHeader(HEADER) == null;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            var key = keyOf(request);
            var buffered = buffered(request);
            var caller = Caller.current();
            var seal = new AnswerSeal(caller.clientId(), key);
            switch (keys.claim(
                    hash(caller.clientId(), key), fingerprint(request, buffered, caller, key))) {
                case Outcome.Claimed claim -> {
                    count("claimed");
                    request.setAttribute(SEED, NewId.of(claim.seed()));
                    work(claim, seal, buffered == null ? request : buffered, response, chain);
                }
                case Outcome.Answered done -> {
                    count("replayed");
                    replay(
                            seal.open(done.answer())
                                    .orElseThrow(HttpProblem.IDEMPOTENCY_KEY_REUSED::exception),
                            response);
                }
                case Outcome.StillRunning _ -> {
                    count("running");
                    throw HttpProblem.REQUEST_STILL_RUNNING
                            .exception()
                            .header(HttpHeaders.RETRY_AFTER, "1");
                }
                case Outcome.OtherRequest _ -> {
                    count("other-request");
                    throw HttpProblem.IDEMPOTENCY_KEY_REUSED.exception();
                }
            }
        } catch (ProblemException problem) {
            problem.writeTo(request, response);
        } catch (DataAccessException away) {
            LOG.warn("No answer about an idempotency key", away);
            WebProblem.UNAVAILABLE
                    .exception()
                    .header(HttpHeaders.RETRY_AFTER, "2")
                    .writeTo(request, response);
        }
    }

    private void work(
            Outcome.Claimed claim,
            AnswerSeal seal,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        var held = new ContentCachingResponseWrapper(response);
        var hasEnded = false;
        try {
            chain.doFilter(request, held);
            hasEnded = true;
        } finally {
            try {
                if (!hasEnded || request.isAsyncStarted()) {
                    keys.leave(claim);
                } else {
                    settle(claim, seal, request, held);
                }
            } catch (DataAccessException away) {
                // The work is done or not; its lease runs out, and a copy goes on with its ids.
                LOG.warn("An idempotency claim could not be settled", away);
            }
        }
        held.copyBodyToResponse();
    }

    private void settle(
            Outcome.Claimed claim,
            AnswerSeal seal,
            HttpServletRequest request,
            ContentCachingResponseWrapper response) {
        var status = response.getStatus();
        var wasThrown = request.getAttribute(DispatcherServlet.EXCEPTION_ATTRIBUTE) != null;
        if (status >= 500 || response.getContentSize() > maxBody) {
            keys.leave(claim);
        } else if (status >= 400
                && (wasThrown || status == 401 || status == 403 || status == 429)) {
            keys.forget(claim);
        } else {
            keys.answer(claim, seal.seal(answerOf(response)));
        }
    }

    private static Answer answerOf(ContentCachingResponseWrapper response) {
        var headers = new LinkedHashMap<String, List<String>>();
        for (var name : response.getHeaderNames()) {
            if (!NOT_KEPT.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, new ArrayList<>(response.getHeaders(name)));
            }
        }
        var contentType = response.getContentType();
        if (contentType != null) {
            headers.put(HttpHeaders.CONTENT_TYPE, List.of(contentType));
        }
        return new Answer(
                response.getStatus(), Map.copyOf(headers), response.getContentAsByteArray());
    }

    private static void replay(Answer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        answer.headers()
                .forEach((name, values) -> {
                    response.setHeader(name, values.getFirst());
                    values.stream().skip(1).forEach(it -> response.addHeader(name, it));
                });
        response.setHeader(REPLAYED, "true");
        response.getOutputStream().write(answer.body());
    }

    /** A structured-field string (RFC 9651), or the same without its quotes. */
    private static String keyOf(HttpServletRequest request) {
        var written = request.getHeader(HEADER).strip();
        if (QUOTED.matcher(written).matches()) {
            return written.substring(1, written.length() - 1)
                    .replace("\\\"", "\"")
                    .replace("\\\\", "\\");
        }
        if (written.startsWith("\"") || !KEY.matcher(written).matches()) {
            throw HttpProblem.IDEMPOTENCY_KEY_MALFORMED.exception();
        }
        return written;
    }

    /** Null for bodies that stream: they may be longer than memory. */
    private @Nullable BufferedRequest buffered(HttpServletRequest request) throws IOException {
        var type =
                Optional.ofNullable(request.getContentType()).orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("application/x-ndjson")
                || type.startsWith("text/csv")
                || type.startsWith("multipart/")) {
            return null;
        }
        var body = request.getInputStream().readNBytes(maxBody + 1);
        if (body.length > maxBody) {
            throw WebProblem.CONTENT_TOO_LARGE.exception();
        }
        return new BufferedRequest(request, body);
    }

    /**
     * What makes a request the same: also the scopes of its token, for an answer must not reach
     * somebody who may see less. With the key in it, nobody finds out by trying what was in the
     * body.
     */
    private static String fingerprint(
            HttpServletRequest request,
            @Nullable BufferedRequest buffered,
            Caller caller,
            String key) {
        return hash(
                key,
                request.getMethod(),
                request.getRequestURI(),
                String.valueOf(request.getQueryString()),
                String.valueOf(request.getContentType()),
                String.join(" ", new TreeSet<>(caller.scopes())),
                buffered == null
                        ? "length " + request.getContentLengthLong()
                        : hash(buffered.body()));
    }

    private static String hash(String... parts) {
        var text = new StringBuilder();
        for (var part : parts) {
            // The length keeps ("a", "bc") and ("ab", "c") apart.
            text.append(part.length()).append(':').append(part);
        }
        return hash(text.toString().getBytes(UTF_8));
    }

    private static String hash(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(bytes));
    }

    private void count(String outcome) {
        meters.counter("pond.idempotency.keys", "outcome", outcome).increment();
    }
}
