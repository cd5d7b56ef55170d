package io.pondcrm.chassis.basics;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.slf4j.MDC;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import tools.jackson.databind.json.JsonMapper;

/**
 * A problem on its way to the caller, from a place that can't return one. Features return theirs.
 */
public final class ProblemException extends RuntimeException {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
                    .build();

    private final ProblemType type;
    private final List<FieldError> errors;
    private final Object[] args;
    private final HttpHeaders headers = new HttpHeaders();

    ProblemException(ProblemType type, List<FieldError> errors, Object... args) {
        super(type.code(), null, false, false);
        this.type = type;
        this.errors = List.copyOf(errors);
        this.args = args.clone();
    }

    /** Adds a response header, for example {@code Retry-After}. */
    public ProblemException header(String name, String value) {
        headers.add(name, value);
        return this;
    }

    public ProblemType type() {
        return type;
    }

    /** The answer in the language of the request at hand. */
    public ResponseEntity<ProblemDetail> toResponse() {
        return toResponse(LocaleContextHolder.getLocale());
    }

    /**
     * Writes the answer where no controller runs: from a filter.
     *
     * @throws IOException if the caller has gone
     */
    public void writeTo(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        var answer = toResponse(request.getLocale());
        response.resetBuffer();
        response.setStatus(answer.getStatusCode().value());
        headers.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(UTF_8);
        response.getOutputStream().write(JSON.writeValueAsBytes(answer.getBody()));
    }

    /** The answer in a language. */
    public ResponseEntity<ProblemDetail> toResponse(Locale locale) {
        var meaning = type.meaning();
        var problem =
                ProblemDetail.forStatusAndDetail(
                        meaning.status(), meaning.detail().in(locale, args));
        problem.setType(URI.create("/problems/" + type.code()));
        problem.setTitle(meaning.title().in(locale));
        problem.setProperty("code", type.code());
        var traceId = MDC.get("traceId");
        if (traceId != null) {
            problem.setProperty("traceId", traceId);
        }
        if (!errors.isEmpty()) {
            problem.setProperty(
                    "errors", errors.stream().map(error -> error.toMember(locale)).toList());
        }
        return ResponseEntity.status(meaning.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
