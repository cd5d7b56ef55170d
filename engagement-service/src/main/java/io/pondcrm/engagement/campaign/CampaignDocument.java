package io.pondcrm.engagement.campaign;

import io.pondcrm.engagement.campaign.domain.Campaign;
import io.pondcrm.engagement.campaign.domain.Holdout;
import io.pondcrm.engagement.campaign.domain.LaunchProblem;
import io.pondcrm.engagement.template.domain.Template;
import io.pondcrm.engagement.template.domain.TemplateText;
import io.pondcrm.engagement.template.domain.TemplateVariable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/** How a campaign lies in MongoDB. */
@Document("campaigns")
@TypeAlias("campaign")
@CompoundIndex(name = "state", def = "{'state': 1, '_id': 1}")
record CampaignDocument(
        @Id String id,
        long version,
        String name,
        String segmentId,
        String templateId,
        List<ValuePart> variables,
        @Nullable String requiresBenefit,
        int holdoutPercent,
        @Nullable String holdoutReason,
        Campaign.State state,
        @Nullable TemplatePart launched,
        int launches,
        @Nullable ProblemPart launchProblem,
        @Nullable AudiencePart audience,
        Instant createdAt,
        @Nullable Instant launchedAt,
        @Nullable Instant finishedAt) {

    /** Names are data here, not fields: they may hold points. */
    record ValuePart(String name, String value) {

        static List<ValuePart> of(Map<String, String> values) {
            return values.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(it -> new ValuePart(it.getKey(), it.getValue()))
                    .toList();
        }

        static Map<String, String> toMap(List<ValuePart> parts) {
            return parts.stream().collect(Collectors.toMap(ValuePart::name, ValuePart::value));
        }
    }

    record ProblemPart(LaunchProblem.Cause cause, Instant at) {}

    record AudiencePart(int launch, long treated, long heldOut) {}

    record VariablePart(String name, TemplateVariable.Type type, @Nullable String fallback) {}

    record TextPart(String locale, String subject, String text) {}

    record TemplatePart(
            String templateId,
            long templateVersion,
            String name,
            List<VariablePart> variables,
            List<TextPart> texts) {

        static TemplatePart of(Template template) {
            return new TemplatePart(
                    template.id(),
                    template.version(),
                    template.name(),
                    template.variables().stream()
                            .map(it ->
                                    new VariablePart(
                                            it.name(), it.type(), it.fallback().orElse(null)))
                            .toList(),
                    template.texts().stream()
                            .map(it -> new TextPart(it.locale(), it.subject(), it.text()))
                            .toList());
        }

        Template toDomain() {
            return new Template(
                    templateId,
                    templateVersion,
                    name,
                    variables.stream()
                            .map(it ->
                                    new TemplateVariable(
                                            it.name(),
                                            it.type(),
                                            Optional.ofNullable(it.fallback())))
                            .toList(),
                    texts.stream()
                            .map(it -> new TemplateText(it.locale(), it.subject(), it.text()))
                            .toList());
        }
    }

    static CampaignDocument of(Campaign campaign) {
        return new CampaignDocument(
                campaign.id(),
                campaign.version(),
                campaign.name(),
                campaign.segment(),
                campaign.template(),
                ValuePart.of(campaign.variables()),
                campaign.requiresBenefit().orElse(null),
                campaign.holdout().percent(),
                campaign.holdoutReason().orElse(null),
                campaign.state(),
                campaign.launched().map(TemplatePart::of).orElse(null),
                campaign.launches(),
                campaign.launchProblem()
                        .map(it -> new ProblemPart(it.cause(), it.at()))
                        .orElse(null),
                campaign.audience()
                        .map(it -> new AudiencePart(it.launch(), it.treated(), it.heldOut()))
                        .orElse(null),
                campaign.createdAt(),
                campaign.launchedAt().orElse(null),
                campaign.finishedAt().orElse(null));
    }

    Campaign toDomain() {
        return new Campaign(
                id,
                version,
                name,
                segmentId,
                templateId,
                ValuePart.toMap(variables),
                Optional.ofNullable(requiresBenefit),
                new Holdout(holdoutPercent),
                Optional.ofNullable(holdoutReason),
                state,
                Optional.ofNullable(launched).map(TemplatePart::toDomain),
                launches,
                Optional.ofNullable(launchProblem)
                        .map(it -> new LaunchProblem(it.cause(), it.at())),
                Optional.ofNullable(audience)
                        .map(it -> new Campaign.Audience(it.launch(), it.treated(), it.heldOut())),
                createdAt,
                Optional.ofNullable(launchedAt),
                Optional.ofNullable(finishedAt));
    }
}
