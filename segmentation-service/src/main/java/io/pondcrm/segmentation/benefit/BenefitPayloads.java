package io.pondcrm.segmentation.benefit;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.Money;
import io.pondcrm.segmentation.Faults;
import io.pondcrm.segmentation.benefit.domain.Benefit;
import io.pondcrm.segmentation.benefit.domain.Entitlement;
import io.pondcrm.segmentation.benefit.domain.Grant;
import io.pondcrm.segmentation.score.domain.AsOf;
import io.pondcrm.segmentation.score.domain.Name;
import io.pondcrm.segmentation.tier.domain.HeldTiers;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What callers send and see of benefits. */
final class BenefitPayloads {

    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"percentOff\":{\"type\":\"number\","
                    + "\"exclusiveMinimum\":0,\"maximum\":50}},\"required\":[\"percentOff\"],"
                    + "\"additionalProperties\":false}";
    private static final String PARAMETERS = "{\"percentOff\":10}";
    private static final String MOMENT = "A date (its first moment, UTC) or a moment";

    private BenefitPayloads() {}

    @DataClass(Level.PUBLIC)
    @Schema(name = "BenefitName", description = "What people call it, in both languages")
    record Words(
            @NotBlank @Size(max = 100) @Schema(example = "Member discount") String en,
            @NotBlank @Size(max = 100) @Schema(example = "会员折扣") String zh) {

        static Words of(Name name) {
            return new Words(name.en(), name.zh());
        }
    }

    /** What a caller sends to make a benefit. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewBenefit", description = "Something to give to customers of some tiers")
    record NewBenefit(
            @NotNull @Valid Words name,
            @NotBlank
                    @Pattern(regexp = "[A-Z][A-Z0-9_]{1,39}")
                    @Schema(
                            description = "What those who give it go by; your own word",
                            example = "DISCOUNT")
                    String kind,
            @NotNull
                    @Schema(
                            description =
                                    "JSON Schema, draft 2020-12, that the parameters of each grant"
                                            + " must keep; of an object, without references and"
                                            + " regular expressions",
                            example = SCHEMA)
                    Map<String, Object> parametersSchema,
            @Nullable
                    @Schema(
                            description =
                                    "What it costs a year to give it to one customer; simulations"
                                            + " of tier schemes count with it")
                    Money yearlyCost) {

        List<FieldError> faults() {
            var faults =
                    new ArrayList<>(ParametersSchema.faults(parametersSchema, "/parametersSchema"));
            if (yearlyCost != null && yearlyCost.amount().signum() < 0) {
                faults.add(
                        new FieldError(
                                "/yearlyCost/amount",
                                "not-negative",
                                new Text("0 or more", "不得小于 0")));
            }
            return faults;
        }

        /** Only after {@link #faults} found none. */
        Benefit toDomain(String id) {
            return new Benefit(
                    id,
                    1,
                    new Name(name.en(), name.zh()),
                    kind,
                    ParametersSchema.write(parametersSchema),
                    yearlyCost,
                    List.of());
        }
    }

    /** What a caller sends to grant a benefit. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewBenefitGrant", description = "Gives a benefit to whoever holds a tier")
    record NewGrant(
            @NotBlank @Size(max = 60) @Schema(example = "retail-membership") String scheme,
            @NotBlank @Size(max = 60) @Schema(example = "GOLD") String tier,
            @NotNull
                    @Schema(
                            description = "Checked by the benefit's parametersSchema",
                            example = PARAMETERS)
                    Map<String, Object> parameters,
            @Nullable
                    @Size(max = 40)
                    @Schema(
                            description =
                                    MOMENT
                                            + "; now if left out. In the past it is owed from"
                                            + " then on, which answers show by knownAt only",
                            example = "2026-01-01")
                    String validFrom,
            @Nullable
                    @Size(max = 40)
                    @Schema(
                            description = MOMENT + ", exclusive; no end if left out",
                            example = "2027-01-01")
                    String validUntil) {

        List<FieldError> faults(Benefit benefit, HeldTiers tiers, Instant now) {
            var faults = new ArrayList<FieldError>();
            var known = tiers.listTiers(scheme);
            if (known.isEmpty()) {
                faults.add(
                        fault(
                                "/scheme",
                                "tier-scheme",
                                "One that GET /api/v1/tier-schemes lists",
                                "请使用 GET /api/v1/tier-schemes 列出的方案"));
            } else if (!known.contains(tier)) {
                faults.add(fault("/tier", "tier", "A tier of this scheme", "请使用此方案中的等级"));
            }
            var from = moment(validFrom, "/validFrom", faults);
            var until = moment(validUntil, "/validUntil", faults);
            if (until != null && !until.isAfter(from == null ? now : from)) {
                faults.add(fault("/validUntil", "after-begin", "Later than it begins", "须晚于开始时间"));
            }
            faults.addAll(
                    ParametersSchema.check(
                            benefit.schema(), ParametersSchema.write(parameters), "/parameters"));
            return faults;
        }

        private static @Nullable Instant moment(
                @Nullable String text, String pointer, List<FieldError> faults) {
            if (text == null) {
                return null;
            }
            var fault = Faults.asOf(pointer, text);
            fault.ifPresent(faults::add);
            return fault.isPresent() ? null : AsOf.valueOf(text).moment();
        }

        private static FieldError fault(String pointer, String code, String en, String zh) {
            return new FieldError(pointer, code, new Text(en, zh));
        }

        /** Only after {@link #faults} found none. */
        Grant toDomain(String id, Instant now) {
            return Grant.made(
                    id,
                    scheme,
                    tier,
                    ParametersSchema.write(parameters),
                    validFrom == null ? now : AsOf.valueOf(validFrom).moment(),
                    validUntil == null ? null : AsOf.valueOf(validUntil).moment(),
                    now);
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "BenefitGrant", description = "That whoever holds a tier gets a benefit")
    record GrantView(
            @Schema(example = "grt_01h455vb4pex5vsknk084sn02q") String id,
            @Schema(example = "retail-membership") String scheme,
            @Schema(example = "GOLD") String tier,
            @Schema(example = PARAMETERS) Map<String, Object> parameters,
            Instant validFrom,
            @Schema(description = "Exclusive; absent for no end") @Nullable Instant validUntil,
            @Schema(description = "When it was made: nobody knew of it before") Instant grantedAt,
            @Schema(description = "When somebody ended it") @Nullable Instant endedAt) {

        static GrantView of(Grant grant) {
            return new GrantView(
                    grant.id(),
                    grant.scheme(),
                    grant.tier(),
                    ParametersSchema.read(grant.parameters()),
                    grant.from(),
                    grant.until(),
                    grant.grantedAt(),
                    grant.endedAt());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "Benefit", description = "Something given to customers of some tiers")
    record View(
            @Schema(example = "ben_01h455vb4pex5vsknk084sn02q") String id,
            Words name,
            @Schema(example = "DISCOUNT") String kind,
            @Schema(example = SCHEMA) Map<String, Object> parametersSchema,
            @Schema(description = "For one customer; absent where nobody said")
                    @Nullable Money yearlyCost,
            @Schema(description = "In the order in which they were made") List<GrantView> grants,
            @Schema(description = "One more with each grant made or ended") long version) {

        static View of(Benefit benefit) {
            return new View(
                    benefit.id(),
                    Words.of(benefit.name()),
                    benefit.kind(),
                    ParametersSchema.read(benefit.schema()),
                    benefit.yearlyCost(),
                    benefit.grants().stream().map(GrantView::of).toList(),
                    benefit.version());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "EntitlementReason", description = "The tier and the grant that give it")
    record Why(
            @Schema(example = "retail-membership") String scheme,
            @Schema(example = "1") int schemeVersion,
            @Schema(example = "GOLD") String tier,
            @Schema(description = "The customer has held the tier since then") Instant tierSince,
            @Schema(example = "grt_01h455vb4pex5vsknk084sn02q") String grantId,
            @Schema(description = "When the grant was made") Instant grantedAt) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "Entitlement", description = "A benefit that the customer has")
    record Entitled(
            @Schema(example = "ben_01h455vb4pex5vsknk084sn02q") String benefitId,
            Words name,
            @Schema(example = "DISCOUNT") String kind,
            @Schema(example = PARAMETERS) Map<String, Object> parameters,
            Why why,
            @Schema(description = "Both the tier and the grant have held since then") Instant since,
            @Schema(description = "When the grant ends or the tier may fall, whichever is first")
                    Instant until) {

        static Entitled of(Entitlement entitlement) {
            var held = entitlement.held();
            return new Entitled(
                    entitlement.benefit().id(),
                    Words.of(entitlement.benefit().name()),
                    entitlement.benefit().kind(),
                    ParametersSchema.read(entitlement.grant().parameters()),
                    new Why(
                            held.scheme(),
                            held.schemeVersion(),
                            held.tier(),
                            held.since(),
                            entitlement.grant().id(),
                            entitlement.grant().grantedAt()),
                    entitlement.since(),
                    entitlement.until());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "CustomerEntitlements", description = "All that a customer is entitled to")
    record CustomerEntitlements(
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") String customerId,
            @Schema(description = "The moment the answer is about") Instant asOf,
            @Schema(description = "By the grants that were made until then") Instant knownAt,
            List<Entitled> entitlements) {

        static CustomerEntitlements of(
                CustomerId customer,
                Instant asOf,
                Instant knownAt,
                List<Entitlement> entitlements) {
            return new CustomerEntitlements(
                    customer.value(),
                    asOf,
                    knownAt,
                    entitlements.stream().map(Entitled::of).toList());
        }
    }
}
