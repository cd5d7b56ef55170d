package io.pondcrm.chassis.basics;

import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/**
 * A kind of failure that a caller can act on. Each feature keeps its own in one enum, with the
 * words beside the name.
 */
public interface ProblemType {

    /** The enum constant's own name; the stable code on the wire is made from it. */
    String name();

    Meaning meaning();

    /**
     * What every answer of one kind says.
     *
     * @param title what kind of failure it is: the same words each time
     * @param detail what happened this time and what to do next; arguments as {@code {0}}. Never
     *     personal data
     */
    record Meaning(HttpStatus status, Text title, Text detail) {}

    /** The stable code, for example {@code cursor-mismatch}; never translated. */
    default String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** An answer of this kind. */
    default ResponseEntity<ProblemDetail> because(Object... args) {
        return exception(args).toResponse();
    }

    /** An answer of this kind that names each wrong field. */
    default ResponseEntity<ProblemDetail> because(List<FieldError> errors, Object... args) {
        return exception(errors, args).toResponse();
    }

    /**
     * For the edge of the framework, where no value can be returned: filters, argument resolvers.
     */
    default ProblemException exception(Object... args) {
        return new ProblemException(this, List.of(), args);
    }

    /** The same, naming each wrong field. */
    default ProblemException exception(List<FieldError> errors, Object... args) {
        return new ProblemException(this, errors, args);
    }
}
