package io.pondcrm.chassis.web;

import io.pondcrm.chassis.basics.ProblemException;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Reads one row of a batch just as a whole body is read, so that a bad row spoils no other. */
public final class PayloadReader {

    private final JsonMapper json;
    private final ValidationErrors validation;

    PayloadReader(JsonMapper json, ValidationErrors validation) {
        this.json = json;
        this.validation = validation;
    }

    /**
     * @throws ProblemException if the row is unreadable or breaks a constraint: what its sender
     *     would have been answered, had it come alone
     */
    public <T> T read(JsonNode row, Class<T> type) {
        T payload;
        try {
            payload = json.treeToValue(row, type);
        } catch (JacksonException unreadable) {
            throw problem(unreadable);
        }
        if (payload == null) {
            throw WebProblem.UNREADABLE.exception();
        }
        var errors = validation.of(payload);
        if (!errors.isEmpty()) {
            throw WebProblem.VALIDATION.exception(errors);
        }
        return payload;
    }

    /** What a caller hears whose JSON could not be read. */
    static ProblemException problem(Throwable cause) {
        return switch (cause) {
            case ProblemException problem -> problem;
            case UnrecognizedPropertyException unknown ->
                    WebProblem.UNKNOWN_FIELD.exception(
                            List.of(
                                    ProblemAdvice.field(
                                            pointer(unknown),
                                            "unknown-field",
                                            "This field is not known",
                                            "未知字段")));
            case DatabindException wrong ->
                    WebProblem.UNREADABLE.exception(
                            List.of(
                                    ProblemAdvice.field(
                                            pointer(wrong),
                                            "wrong-type",
                                            "This is not of the documented type",
                                            "与文档所述类型不符")));
            case StreamConstraintsException _ ->
                    WebProblem.UNREADABLE.exception(
                            List.of(
                                    ProblemAdvice.field(
                                            "",
                                            "too-deep",
                                            "The JSON is nested too deeply or a value is too long",
                                            "JSON 嵌套过深或值过长")));
            case JacksonException broken ->
                    WebProblem.UNREADABLE.exception(
                            List.of(
                                    ProblemAdvice.field(
                                            "",
                                            "syntax",
                                            "Not well-formed JSON at line {0}, column {1}",
                                            "第 {0} 行第 {1} 列不是正确的 JSON",
                                            String.valueOf(
                                                    broken.getLocation() == null
                                                            ? 0
                                                            : broken.getLocation().getLineNr()),
                                            String.valueOf(
                                                    broken.getLocation() == null
                                                            ? 0
                                                            : broken.getLocation()
                                                                    .getColumnNr()))));
            default -> WebProblem.UNREADABLE.exception();
        };
    }

    private static String pointer(DatabindException failure) {
        var pointer = new StringBuilder();
        for (var step : failure.getPath()) {
            pointer.append('/')
                    .append(
                            step.getPropertyName() == null
                                    ? String.valueOf(step.getIndex())
                                    : ValidationErrors.escape(step.getPropertyName()));
        }
        return pointer.toString();
    }
}
