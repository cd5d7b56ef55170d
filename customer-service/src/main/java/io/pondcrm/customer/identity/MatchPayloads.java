package io.pondcrm.customer.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.chassis.security.DataClass.Mask;
import io.pondcrm.customer.identity.domain.Candidate;
import io.pondcrm.customer.identity.domain.MatchLines;
import io.pondcrm.customer.identity.domain.MatchRule;
import io.pondcrm.customer.profile.domain.ProfileField;
import io.pondcrm.customer.profile.domain.ProfileInput;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions for doubles, and their answers. */
final class MatchPayloads {

    private MatchPayloads() {}

    @Schema(
            name = "CustomerMatch",
            description =
                    "Either customerId alone, to find doubles of a known customer, or what is known"
                            + " about somebody")
    record MatchBody(
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") @Nullable String customerId,
            @Schema(
                            allowableValues = {"PERSON", "ORGANIZATION"},
                            defaultValue = "PERSON")
                    @Nullable String kind,
            @Schema(example = "王小明") @Nullable String displayName,
            @Schema(example = "小明") @Nullable String givenName,
            @Schema(example = "王") @Nullable String familyName,
            @Schema(description = "Needs customers:pii", example = "1990-02-28")
                    @Nullable String birthDate,
            @Schema(allowableValues = {"FEMALE", "MALE", "OTHER"}) @Nullable String gender,
            @Schema(description = "ISO 3166-2", example = "CN-SH") @Nullable String region,
            @Size(max = 20) @Nullable List<@Valid @NotNull MatchContactBody> contactPoints,
            @Size(max = 50) @Nullable List<@Valid @NotNull MatchExternalIdBody> externalIds) {

        /** Whether anything but a customer's id is said. */
        boolean describesSomebody() {
            return kind != null
                    || displayName != null
                    || givenName != null
                    || familyName != null
                    || birthDate != null
                    || gender != null
                    || region != null
                    || contactPoints != null
                    || externalIds != null;
        }

        ProfileInput toInput() {
            var input = ProfileInput.builder();
            put(input, ProfileField.KIND, kind);
            put(input, ProfileField.DISPLAY_NAME, displayName);
            put(input, ProfileField.GIVEN_NAME, givenName);
            put(input, ProfileField.FAMILY_NAME, familyName);
            put(input, ProfileField.BIRTH_DATE, birthDate);
            put(input, ProfileField.GENDER, gender);
            put(input, ProfileField.REGION, region);
            if (contactPoints != null) {
                contactPoints.forEach(point ->
                        input.contactPoint(
                                new ProfileInput.ContactInput(
                                        point.type(), point.value(), point.verifiedAt(), false)));
            }
            return input.build();
        }

        private static void put(
                ProfileInput.Builder input, ProfileField field, @Nullable String text) {
            if (text != null) {
                input.field(field, text);
            }
        }
    }

    @Schema(name = "MatchContactPoint")
    record MatchContactBody(
            @Schema(allowableValues = {"EMAIL", "PHONE", "WECHAT", "POSTAL"}) @NotNull String type,
            @Schema(example = "wang@example.org") @NotNull String value,
            @Schema(description = "When it was proved to be theirs: two proofs are a certain match")
                    @Nullable Instant verifiedAt) {}

    @Schema(name = "MatchExternalId")
    record MatchExternalIdBody(
            @Schema(example = "shop") @NotNull String system,
            @Schema(example = "88231") @NotNull String key) {}

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "CustomerMatches",
            description =
                    "Scores are in bits by the model of Fellegi and Sunter: one more doubles the"
                            + " odds")
    record MatchView(
            @Schema(description = "From here on two records are one person") BigDecimal matchScore,
            @Schema(description = "From here on a person should look") BigDecimal possibleScore,
            @Schema(description = "The certain ones first, then by score")
                    List<CandidateView> candidates,
            @Schema(description = "Just under possibleScore; keptOutBy tells what spoke against")
                    List<CandidateView> nearMisses,
            @Schema(
                            description =
                                    "Whether more customers share a key than are compared: say"
                                            + " more to be sure that none is missing")
                    boolean truncated) {

        static MatchView of(MatchLines lines, List<Candidate> found, boolean truncated) {
            var candidates = new ArrayList<CandidateView>();
            var nearMisses = new ArrayList<CandidateView>();
            for (var candidate : found) {
                switch (candidate.verdict()) {
                    case MATCH, POSSIBLE -> candidates.add(CandidateView.of(candidate));
                    case NEAR_MISS -> nearMisses.add(CandidateView.of(candidate));
                    case NO_MATCH -> {}
                }
            }
            return new MatchView(
                    lines.match(), lines.possible(), candidates, nearMisses, truncated);
        }
    }

    /** What a pair that was compared is. */
    enum Tier {
        DETERMINISTIC,
        FUZZY
    }

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "MatchCandidate")
    record CandidateView(
            String customerId,
            @DataClass(value = Level.PERSONAL, mask = Mask.NAME) @Nullable String displayName,
            @Schema(allowableValues = {"MATCH", "POSSIBLE", "NEAR_MISS"}) String verdict,
            Tier tier,
            @Schema(description = "What proves it, in the deterministic tier")
                    Candidate.@Nullable Certainty certainty,
            @Schema(description = "The sum of the contributions", example = "11.55")
                    BigDecimal score,
            @Schema(description = "That they are one person, by the score", example = "0.9997")
                    BigDecimal probability,
            @Schema(description = "The prior, then the rules that fired; they add up to the score")
                    List<ContributionView> contributions,
            @Schema(description = "Rules that spoke against it, the heaviest first")
                    List<MatchRule> keptOutBy,
            @Schema(description = "Fields of which one side says nothing: what could still decide")
                    List<MatchRule.Field> unknown) {

        static CandidateView of(Candidate candidate) {
            var contributions = new ArrayList<ContributionView>();
            contributions.add(new ContributionView("PRIOR", candidate.prior()));
            candidate
                    .fired()
                    .forEach(rule ->
                            contributions.add(new ContributionView(rule.name(), rule.weight())));
            return new CandidateView(
                    candidate.customer().id().value(),
                    candidate.customer().profile().displayName().orElse(null),
                    candidate.verdict().name(),
                    candidate.certainty().isPresent() ? Tier.DETERMINISTIC : Tier.FUZZY,
                    candidate.certainty().orElse(null),
                    candidate.score(),
                    candidate.probability(),
                    contributions,
                    candidate.against(),
                    candidate.unknown());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "MatchContribution")
    record ContributionView(
            @Schema(description = "PRIOR, or the rule that fired", example = "NAME_EQUAL")
                    String rule,
            @Schema(description = "In bits; less than 0 if it speaks against", example = "10.68")
                    BigDecimal weight) {}
}
