package io.pondcrm.engagement;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.engagement.template.domain.TemplateFlaw;
import java.util.List;
import java.util.Locale;

/** What several features look for alike in what callers send, and say in the same words. */
public final class Faults {

    private Faults() {}

    /** A template that is not there. */
    public static FieldError unknownTemplate(String pointer) {
        return new FieldError(
                pointer, "template-unknown", new Text("There is no such template", "没有此模板"));
    }

    /** A template that can't be filled in for everybody, by the variables that are in the way. */
    public static List<FieldError> ofValues(List<TemplateFlaw> flaws) {
        return flaws.stream()
                .map(it ->
                        new FieldError(
                                it.pointer(),
                                it.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                                new Text("The template needs another value here", "模板在此处需要其他值")))
                .toList();
    }

    /** Nobody is held out, and nobody says why. */
    public static FieldError holdoutUnreasoned() {
        return new FieldError(
                "/holdoutReason",
                "reason-required",
                new Text("Say why nobody is held out", "请说明为何不设对照组"));
    }
}
