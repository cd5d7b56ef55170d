package io.pondcrm.customer.organization;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.customer.organization.domain.Firmographics;
import io.pondcrm.customer.organization.domain.RollUp;
import io.pondcrm.kernel.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Organizations' parents and figures as callers send and see them. */
final class OrganizationPayloads {

    private OrganizationPayloads() {}

    @Schema(description = "Whose part an organization is")
    record ParentBody(
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") @NotNull String parentId) {}

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "OrganizationParent")
    record ParentView(
            String customerId,
            @Schema(description = "Absent for an organization that belongs to nobody")
                    @Nullable String parentId,
            Instant asOf) {}

    @Schema(description = "What one source says of a year; what it does not say is left out")
    record FiguresBody(
            @Min(0) @Nullable Long employees,
            @Schema(example = "GB/T-4754:C3911")
                    @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9./:-]{0,59}")
                    @Nullable String industry,
            @Schema(description = "Place by size in its industry, from 1") @Min(1)
                    @Nullable Integer industryRank,
            @Nullable Money assets,
            @Nullable Money revenue,
            @Schema(description = "From 0 to 1", example = "0.12")
                    @DecimalMin("0")
                    @DecimalMax("1")
                    @Digits(integer = 1, fraction = 6)
                    @Nullable BigDecimal marketShare,
            @Schema(description = "How you know", example = "annual-report")
                    @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,39}")
                    @Nullable String source) {

        Firmographics.Figures toDomain() {
            return new Firmographics.Figures(
                    employees, industry, industryRank, assets, revenue, marketShare);
        }
    }

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Firmographics")
    record FiguresView(
            String customerId,
            @Schema(example = "2025") int year,
            @Nullable Long employees,
            @Nullable String industry,
            @Nullable Integer industryRank,
            @Nullable Money assets,
            @Nullable Money revenue,
            @Nullable BigDecimal marketShare,
            @Schema(example = "client:ops/annual-report") String source,
            @Schema(description = "When we learned of it") Instant recordedAt) {

        static FiguresView of(String customer, int year, Firmographics.Statement said) {
            var figures = said.figures();
            return new FiguresView(
                    customer,
                    year,
                    figures.employees(),
                    figures.industry(),
                    figures.industryRank(),
                    figures.assets(),
                    figures.revenue(),
                    figures.marketShare(),
                    said.source(),
                    said.recordedAt());
        }
    }

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "OrganizationMember")
    record MemberView(
            String customerId,
            @Nullable String parentId,
            @Schema(description = "0 for the organization that was asked for") int depth,
            @Schema(description = "The last year of which we knew anything then")
                    @Nullable FiguresView figures) {}

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "OrganizationRollUp",
            description =
                    "Sums of what members said of their last known year. What they sell to each"
                            + " other counts twice: this is no consolidated balance")
    record RollUpView(
            int members,
            @Schema(description = "Members of which anything is known") int reporting,
            @Nullable Long employees,
            @Schema(description = "By currency") List<SumView> assets,
            @Schema(description = "By currency") List<SumView> revenue) {

        static RollUpView of(int members, RollUp sums) {
            return new RollUpView(
                    members,
                    sums.reporting(),
                    sums.employees(),
                    sums.assets().stream().map(SumView::of).toList(),
                    sums.revenue().stream().map(SumView::of).toList());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "OrganizationSum")
    record SumView(
            @Schema(example = "1200000.00") String amount,
            @Schema(example = "CNY") String currency) {

        static SumView of(Money sum) {
            return new SumView(sum.amount().toPlainString(), sum.currency().getCurrencyCode());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "OrganizationHierarchy")
    record HierarchyView(
            String customerId,
            Instant asOf,
            @Schema(description = "Those above, the next one first") List<String> ancestors,
            @Schema(description = "The organization and all below it, level by level")
                    List<MemberView> members,
            @Schema(description = "There are more members than are shown and counted")
                    boolean truncated,
            RollUpView rollUp) {}
}
