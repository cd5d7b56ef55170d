package io.pondcrm.engagement.template;

import io.pondcrm.engagement.template.domain.Template;
import io.pondcrm.engagement.template.domain.TemplateText;
import io.pondcrm.engagement.template.domain.TemplateVariable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/** How a template lies in MongoDB. */
@Document("templates")
@TypeAlias("template")
record TemplateDocument(
        @Id String id,
        long version,
        String name,
        List<VariablePart> variables,
        List<TextPart> texts,
        Instant createdAt,
        Instant updatedAt) {

    record VariablePart(String name, TemplateVariable.Type type, @Nullable String fallback) {}

    record TextPart(String locale, String subject, String text) {}

    static TemplateDocument of(Template template, Instant createdAt, Instant updatedAt) {
        return new TemplateDocument(
                template.id(),
                template.version(),
                template.name(),
                template.variables().stream()
                        .map(it ->
                                new VariablePart(it.name(), it.type(), it.fallback().orElse(null)))
                        .toList(),
                template.texts().stream()
                        .map(it -> new TextPart(it.locale(), it.subject(), it.text()))
                        .toList(),
                createdAt,
                updatedAt);
    }

    Template toDomain() {
        return new Template(
                id,
                version,
                name,
                variables.stream()
                        .map(it ->
                                new TemplateVariable(
                                        it.name(), it.type(), Optional.ofNullable(it.fallback())))
                        .toList(),
                texts.stream()
                        .map(it -> new TemplateText(it.locale(), it.subject(), it.text()))
                        .toList());
    }
}
