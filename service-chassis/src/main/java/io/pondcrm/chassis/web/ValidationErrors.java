package io.pondcrm.chassis.web;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.MessageInterpolator;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import jakarta.validation.metadata.ConstraintDescriptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Broken constraints of a payload, each as the field error that a caller sees. */
public final class ValidationErrors {

    private final Validator validator;
    private final MessageInterpolator messages;

    ValidationErrors(Validator validator, MessageInterpolator messages) {
        this.validator = validator;
        this.messages = messages;
    }

    /** Checks a payload against the constraints on its type; empty where it keeps them all. */
    public List<FieldError> of(Object payload) {
        return of(validator.validate(payload), 0);
    }

    /**
     * @param skip how many leading path nodes name the Java method and its parameter, not the body
     */
    List<FieldError> of(Set<? extends ConstraintViolation<?>> violations, int skip) {
        var errors = new ArrayList<FieldError>();
        for (var violation : violations) {
            errors.add(
                    new FieldError(
                            pointer(violation.getPropertyPath(), skip),
                            code(violation.getConstraintDescriptor()),
                            text(violation)));
        }
        errors.sort(Comparator.comparing(FieldError::pointer).thenComparing(FieldError::code));
        return errors;
    }

    static String pointer(Path path, int skip) {
        var pointer = new StringBuilder();
        var index = 0;
        for (var node : path) {
            if (index++ < skip) {
                continue;
            }
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            } else if (node.getKey() != null) {
                pointer.append('/').append(escape(node.getKey().toString()));
            }
            if (node.getName() != null && !node.getName().startsWith("<")) {
                pointer.append('/').append(escape(node.getName()));
            }
        }
        return pointer.toString();
    }

    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String code(ConstraintDescriptor<?> constraint) {
        return constraint
                .getAnnotation()
                .annotationType()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    private Text text(ConstraintViolation<?> violation) {
        return new Text(
                interpolate(violation, Locale.ENGLISH),
                interpolate(violation, Locale.SIMPLIFIED_CHINESE));
    }

    private String interpolate(ConstraintViolation<?> violation, Locale locale) {
        var context =
                new MessageInterpolator.Context() {
                    @Override
                    public ConstraintDescriptor<?> getConstraintDescriptor() {
                        return violation.getConstraintDescriptor();
                    }

                    @Override
                    public Object getValidatedValue() {
                        // Never shown: a message must not repeat what may be personal data.
                        return "";
                    }

                    @Override
                    public <T> T unwrap(Class<T> type) {
                        throw new jakarta.validation.ValidationException("nothing to unwrap");
                    }
                };
        return messages.interpolate(violation.getMessageTemplate(), context, locale)
                .replace("{", "(")
                .replace("}", ")");
    }
}
