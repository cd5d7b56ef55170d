package io.pondcrm.customer.transaction;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.customer.transaction.domain.PurchaseProfile;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What callers see of how a customer buys. */
final class PurchaseProfilePayloads {

    private PurchaseProfilePayloads() {}

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PurchaseProfile", description = "How a customer buys; refunds are no visits")
    record ProfileView(
            String customerId,
            @Schema(
                            description = "By whose clock days and hours are told",
                            example = "Asia/Shanghai")
                    String zone,
            @Schema(description = "The moment it speaks of") Instant until,
            @Schema(example = "14") int purchases,
            @Schema(example = "1") int refunds,
            @Nullable Instant firstPurchaseAt,
            @Nullable Instant lastPurchaseAt,
            @Schema(description = "Left out with sales on fewer than two days")
                    @Nullable RhythmView rhythm,
            @Schema(description = "One for each currency") List<SpendingView> spending,
            @Schema(description = "In how many sales goods of a category were")
                    List<PartView> categories,
            @Schema(description = "Over which channel sales came") List<PartView> channels,
            @Schema(description = "Sales by day of the week") Map<DayOfWeek, Integer> weekdays,
            @Schema(description = "Sales by hour of the day, from 0 to 23") List<Integer> hours,
            @Schema(
                            description =
                                    "Sales of each month against an average one: 1 is as usual. Of"
                                            + " the latest whole years; left out with fewer than"
                                            + " two")
                    @Nullable Map<Month, BigDecimal> seasons) {

        static ProfileView of(
                CustomerId customer, ZoneId zone, Instant until, PurchaseProfile profile) {
            return new ProfileView(
                    customer.value(),
                    zone.getId(),
                    until,
                    profile.purchases(),
                    profile.refunds(),
                    profile.first().orElse(null),
                    profile.last().orElse(null),
                    profile.rhythm().map(RhythmView::of).orElse(null),
                    profile.spending().stream().map(SpendingView::of).toList(),
                    profile.categories().stream().map(PartView::of).toList(),
                    profile.channels().stream().map(PartView::of).toList(),
                    profile.weekdays(),
                    profile.hours(),
                    profile.seasons().isEmpty() ? null : profile.seasons());
        }
    }

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PurchaseRhythm", description = "Days between one day with sales and the next")
    record RhythmView(
            @Schema(description = "On how many days they bought", example = "12") int days,
            @Schema(example = "28.4") BigDecimal meanDays,
            @Schema(example = "28") BigDecimal medianDays,
            @Schema(example = "7") long shortestDays,
            @Schema(example = "61") long longestDays,
            @Schema(
                            description = "Sample standard deviation; left out with one gap only",
                            example = "12.3")
                    @Nullable BigDecimal deviationDays,
            @Schema(example = "9") long daysSinceLast,
            @Schema(description = "The latest day with sales and the median gap, rounded up")
                    LocalDate expectedNextOn) {

        static RhythmView of(PurchaseProfile.Rhythm rhythm) {
            return new RhythmView(
                    rhythm.days(),
                    rhythm.mean(),
                    new BigDecimal(rhythm.median().toPlainString()),
                    rhythm.shortest(),
                    rhythm.longest(),
                    rhythm.deviation().orElse(null),
                    rhythm.sinceLast(),
                    rhythm.expectedNext());
        }
    }

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PurchaseSpending", description = "What was spent in one currency")
    record SpendingView(
            @Schema(description = "Sales less refunds") Money net,
            @Schema(description = "Of a sale") @Nullable Money averageBasket,
            @Schema(description = "Of a sale") @Nullable Money medianBasket,
            @Schema(description = "Pieces in a sale whose lines are known", example = "3.2")
                    @Nullable BigDecimal averageItems,
            @Schema(description = "By the lines, sales less refunds, most first")
                    List<CategoryView> categories) {

        static SpendingView of(PurchaseProfile.Spending spending) {
            return new SpendingView(
                    spending.net(),
                    spending.averageBasket().orElse(null),
                    spending.medianBasket().orElse(null),
                    spending.averageItems().orElse(null),
                    spending.categories().stream().map(CategoryView::of).toList());
        }
    }

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PurchaseCategory")
    record CategoryView(
            @Schema(example = "tea") String category,
            Money net,
            @Schema(
                            description =
                                    "Of what was spent on categories, 0 to 1; left out where more"
                                            + " of a category was given back than bought",
                            example = "0.4210")
                    @Nullable BigDecimal share) {

        static CategoryView of(PurchaseProfile.CategorySpending spending) {
            return new CategoryView(
                    spending.category(), spending.net(), spending.share().orElse(null));
        }
    }

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PurchasePart")
    record PartView(
            @Schema(example = "STORE") String name,
            @Schema(example = "9") int purchases,
            @Schema(description = "Of all sales, 0 to 1", example = "0.6429") BigDecimal share) {

        static PartView of(PurchaseProfile.Part part) {
            return new PartView(part.name(), part.purchases(), part.share());
        }
    }
}
