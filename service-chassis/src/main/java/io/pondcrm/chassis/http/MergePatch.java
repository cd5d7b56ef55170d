package io.pondcrm.chassis.http;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.ProblemException;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.web.ValidationErrors;
import io.pondcrm.chassis.web.WebProblem;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A change to some fields of a payload (JSON Merge Patch, RFC 7396): what the patch names is
 * replaced, null removes, nested objects merge, lists are replaced as a whole. A controller takes
 * it as its {@code @RequestBody}, {@code application/merge-patch+json} or {@code application/json}.
 *
 * <p>The current values are never written as JSON on the way, so a mask for personal data can't get
 * into what is stored.
 *
 * @param <T> the payload's record type
 */
public final class MergePatch<T extends Record> {

    private final ObjectNode patch;
    private final JsonMapper json;
    private final ValidationErrors validation;

    MergePatch(ObjectNode patch, JsonMapper json, ValidationErrors validation) {
        this.patch = patch;
        this.json = json;
        this.validation = validation;
    }

    /** The names of the fields that it changes. */
    public Set<String> names() {
        return Set.copyOf(patch.propertyNames());
    }

    /**
     * The payload with the change, checked against the constraints of its type.
     *
     * @throws ProblemException 400 {@code unknown-field} or {@code unreadable}, 422 {@code
     *     validation}, each with the JSON pointers of the fields
     */
    public T applyTo(T current) {
        var merge = new RecordMerge(json);
        var patched = merge.record(current, patch, "");
        if (!merge.unknown().isEmpty()) {
            throw WebProblem.UNKNOWN_FIELD.exception(
                    merge.unknown().stream().map(MergePatch::unknown).toList());
        }
        if (patched.isEmpty()) {
            throw WebProblem.UNREADABLE.exception(
                    merge.unreadable().stream().map(MergePatch::unreadable).toList());
        }
        List<FieldError> errors = validation.of(patched.get());
        if (!errors.isEmpty()) {
            throw WebProblem.VALIDATION.exception(errors);
        }
        return patched.get();
    }

    private static FieldError unknown(String pointer) {
        return new FieldError(
                pointer, "unknown-field", new Text("This field is not known", "未知字段"));
    }

    private static FieldError unreadable(String pointer) {
        return new FieldError(
                pointer, "wrong-type", new Text("This is not of the documented type", "与文档所述类型不符"));
    }
}
