package io.pondcrm.engagement.template;

import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.engagement.template.domain.Rendering;
import io.pondcrm.engagement.template.domain.Template;
import io.pondcrm.engagement.template.domain.TemplateText;
import io.pondcrm.engagement.template.domain.TemplateVariable;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What callers send and see of templates. */
final class TemplatePayloads {

    private TemplatePayloads() {}

    /** A gap in a text. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "TemplateVariable")
    record Variable(
            @NotNull
                    @Pattern(regexp = "[A-Za-z][A-Za-z0-9]{0,49}|customer\\.displayName")
                    @Schema(description = "As it stands between double braces", example = "offer")
                    String name,
            @NotNull
                    @Schema(
                            description =
                                    "TEXT on one line, NUMBER with a decimal point, DATE as in ISO"
                                            + " 8601")
                    TemplateVariable.Type type,
            @Size(max = 500)
                    @Nullable
                    @Schema(description = "What stands there where no value is given")
                    String fallback) {

        static Variable of(TemplateDocument.VariablePart part) {
            return new Variable(part.name(), part.type(), part.fallback());
        }

        TemplateVariable toDomain() {
            return new TemplateVariable(name, type, Optional.ofNullable(fallback));
        }
    }

    /** A template in one language. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "TemplateText")
    record Text(
            @NotNull
                    @Pattern(regexp = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
                    @Schema(description = "BCP 47", example = "en")
                    String locale,
            @NotBlank
                    @Size(max = 200)
                    @Pattern(regexp = "[^\\p{Cntrl}]*")
                    @Schema(description = "One line", example = "{{offer}} for you")
                    String subject,
            @NotBlank
                    @Size(max = 50_000)
                    @Schema(
                            description = "Plain text; {{customer.displayName}} is always there",
                            example = "Dear {{customer.displayName}}, come and see {{offer}}")
                    String text) {

        static Text of(TemplateDocument.TextPart part) {
            return new Text(part.locale(), part.subject(), part.text());
        }

        TemplateText toDomain() {
            return new TemplateText(locale, subject, text);
        }
    }

    /** What a caller sends to make or change a template. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewTemplate")
    record NewTemplate(
            @NotBlank @Size(max = 100) @Schema(example = "Spring offer") String name,
            @NotNull @Size(max = 50) List<@Valid Variable> variables,
            @NotNull
                    @Size(min = 1, max = 20)
                    @Schema(description = "The first serves who speaks none of the languages")
                    List<@Valid Text> texts) {

        static NewTemplate of(TemplateDocument document) {
            return new NewTemplate(
                    document.name(),
                    document.variables().stream().map(Variable::of).toList(),
                    document.texts().stream().map(Text::of).toList());
        }

        Template toDomain(String id, long version) {
            return new Template(
                    id,
                    version,
                    name,
                    variables.stream().map(Variable::toDomain).toList(),
                    texts.stream().map(Text::toDomain).toList());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "Template")
    record View(
            @Schema(example = "tpl_01h455vb4pex5vsknk084sn02q") String id,
            String name,
            List<Variable> variables,
            List<Text> texts,
            @Schema(description = "One more with each change") long version,
            Instant createdAt,
            Instant updatedAt) {

        static View of(TemplateDocument document) {
            var content = NewTemplate.of(document);
            return new View(
                    document.id(),
                    content.name(),
                    content.variables(),
                    content.texts(),
                    document.version(),
                    document.createdAt(),
                    document.updatedAt());
        }
    }

    /** What a caller sends to see a template with its gaps filled. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewRendering")
    record NewRendering(
            @Nullable
                    @Schema(
                            description =
                                    "Whose name and language to use; without customers:pii the name"
                                            + " comes masked",
                            example = "cus_01h455vb4pex5vsknk084sn02q")
                    String customerId,
            @Nullable
                    @Pattern(regexp = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
                    @Schema(description = "The customer's if left out", example = "en")
                    String locale,
            @Nullable
                    @Size(max = 50)
                    @Schema(
                            description = "Values by variable name, each as text",
                            example = "{\"offer\":\"tea\"}")
                    Map<String, String> variables) {

        Map<String, String> values() {
            return Objects.requireNonNullElse(variables, Map.of());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "Rendering")
    record RenderingView(String locale, String subject, String text) {

        static RenderingView of(Rendering.Rendered rendered) {
            return new RenderingView(rendered.locale(), rendered.subject(), rendered.text());
        }
    }
}
