package io.pondcrm.chassis.basics;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/**
 * A problem on its way to the caller, from a place that can't return one. Features return theirs.
 */
public final class ProblemException extends RuntimeException {

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

    /** The answer in a language; the trace id is added where it is written. */
    public ResponseEntity<ProblemDetail> toResponse(Locale locale) {
        var problem =
                ProblemDetail.forStatusAndDetail(type.status(), type.detail().in(locale, args));
        problem.setType(URI.create("/problems/" + type.code()));
        problem.setTitle(type.title().in(locale));
        problem.setProperty("code", type.code());
        if (!errors.isEmpty()) {
            problem.setProperty(
                    "errors", errors.stream().map(error -> error.toMember(locale)).toList());
        }
        return ResponseEntity.status(type.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
