package io.pondcrm.segmentation.abc;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.kernel.Money;
import io.pondcrm.segmentation.Faults;
import io.pondcrm.segmentation.abc.domain.AbcBasis;
import io.pondcrm.segmentation.abc.domain.AbcClassification;
import io.pondcrm.segmentation.abc.domain.AbcPlacement;
import io.pondcrm.segmentation.abc.domain.AbcTable;
import io.pondcrm.segmentation.score.domain.AsOf;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What callers send and see of ABC classifications. */
final class AbcPayloads {

    private static final String PERCENT = "[0-9]{1,2}(\\.[0-9]{1,4})?";

    private AbcPayloads() {}

    /** What a caller sends to classify all customers. */
    @DataClass(Level.INTERNAL)
    @Schema(
            name = "NewAbcClassification",
            description = "Classifies all customers by net sales or by profit")
    record NewClassification(
            @NotBlank @Size(max = 100) @Schema(example = "First quarter") String name,
            @Nullable
                    @Schema(
                            description =
                                    "What customers bring, SALES if left out. PROFIT is what"
                                            + " transactions earn by the margins of their lines; a"
                                            + " customer with a purchase in the window that does"
                                            + " not tell its margin is unmeasured: no rank, no"
                                            + " class")
                    AbcBasis basis,
            @NotBlank
                    @Pattern(regexp = "[A-Z]{3}")
                    @Schema(description = "ISO 4217; others do not count", example = "CNY")
                    String currency,
            @Nullable
                    @Pattern(regexp = "P[1-9][0-9]{0,4}D")
                    @Schema(
                            description = "How far back purchases count; for ever if left out",
                            example = "P365D")
                    String window,
            @Nullable
                    @Pattern(regexp = PERCENT)
                    @Schema(
                            description = "Where A ends, in percent; 80 if left out",
                            example = "80")
                    String cutA,
            @Nullable
                    @Pattern(regexp = PERCENT)
                    @Schema(
                            description = "Where B ends, in percent; 95 if left out",
                            example = "95")
                    String cutB,
            @Nullable
                    @Size(max = 30)
                    @Schema(
                            description =
                                    "A date (its first moment, UTC) or a moment; now if left out",
                            example = "2026-03-01")
                    String asOf,
            @Nullable
                    @Schema(
                            description =
                                    "Whether it is to be looked at first: then nobody's class is"
                                            + " touched before …/publish")
                    Boolean trial) {

        boolean isOnTrial() {
            return trial != null && trial;
        }

        /** What the constraints on single fields can't say. */
        List<FieldError> faults() {
            var faults = new ArrayList<FieldError>();
            Faults.currency("/currency", currency).ifPresent(faults::add);
            try {
                cuts();
            } catch (IllegalArgumentException _) {
                faults.add(
                        new FieldError(
                                "/cutB",
                                "cuts",
                                new Text(
                                        "Cuts rise between 0 and 100 percent",
                                        "分界点须在 0 与 100 之间递增")));
            }
            Faults.asOf("/asOf", asOf).ifPresent(faults::add);
            return faults;
        }

        private AbcTable.Cuts cuts() {
            return new AbcTable.Cuts(
                    cutA == null ? AbcTable.Cuts.USUAL.a() : new BigDecimal(cutA),
                    cutB == null ? AbcTable.Cuts.USUAL.b() : new BigDecimal(cutB));
        }

        /** Only after {@link #faults} found none. */
        AbcClassification toDomain(String id, Instant now) {
            return new AbcClassification(
                    id,
                    name,
                    basis == null ? AbcBasis.SALES : basis,
                    currency,
                    window == null ? null : Duration.parse(window),
                    cuts(),
                    asOf == null ? now : AsOf.valueOf(asOf).moment());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "AbcClassSummary")
    record ClassSummary(
            @Schema(allowableValues = {"A", "B", "C"}) String abcClass,
            int customers,
            Money value,
            @Schema(description = "Part of all positive values", example = "0.79998120")
                    String share) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "AbcMove", description = "Who would go from one class to another, or stay")
    record Move(
            @Schema(description = "Absent for who has none", example = "A") @Nullable String from,
            @Schema(description = "Absent for who would have none", example = "B")
                    @Nullable String to,
            long customers) {}

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "AbcClassification",
            description = "A classification never changes once it is finished")
    record Classification(
            @Schema(example = "abc_01h455vb4pex5vsknk084sn02q") String id,
            String name,
            AbcBasis basis,
            String currency,
            @Nullable String window,
            String cutA,
            String cutB,
            Instant asOf,
            @Schema(allowableValues = {"RUNNING", "FINISHED"}) String state,
            @Schema(description = "Classified customers") int customers,
            @Schema(description = "Customers without class: their profit is not known")
                    int unmeasured,
            @Nullable Money total,
            @Schema(description = "Empty until it is finished") List<ClassSummary> classes,
            @Schema(description = "Whether it decides nothing before it is published")
                    boolean onTrial,
            @Schema(description = "Of what was on trial") @Nullable Instant publishedAt,
            @Schema(description = "Since when it is out of use; absent while it is not")
                    @Nullable Instant retiredAt,
            @Schema(description = "What a trial was compared with; absent if there was nothing")
                    @Nullable String against,
            @Schema(description = "Of a trial, once it is compared with what was in use then")
                    @Nullable List<Move> moves) {

        static Classification of(AbcDocument document) {
            var currency = Currency.getInstance(document.currency());
            var moves = document.moves();
            return new Classification(
                    document.id(),
                    document.name(),
                    document.ranksBy(),
                    document.currency(),
                    document.window() == null
                            ? null
                            : "P" + Duration.parse(document.window()).toDays() + "D",
                    document.cutA(),
                    document.cutB(),
                    document.asOf(),
                    document.finished() ? "FINISHED" : "RUNNING",
                    document.customers(),
                    document.unmeasured() == null ? 0 : document.unmeasured(),
                    document.total() == null
                            ? null
                            : new Money(new BigDecimal(document.total()), currency),
                    document.classes().stream()
                            .map(it ->
                                    new ClassSummary(
                                            it.abcClass(),
                                            it.customers(),
                                            new Money(new BigDecimal(it.value()), currency),
                                            it.share()))
                            .toList(),
                    document.isOnTrial(),
                    document.publishedAt(),
                    document.retiredAt(),
                    document.against(),
                    moves == null
                            ? null
                            : moves.stream()
                                    .map(it -> new Move(it.from(), it.to(), it.customers()))
                                    .toList());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "AbcUnmeasured",
            description = "A customer without class: what some purchases earned is not known")
    record Unmeasured(
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") String customerId,
            @Schema(description = "Purchases in the window that did not tell what they earned")
                    int unknown,
            @Schema(description = "Purchases in the window") int purchases) {

        static Unmeasured of(AbcUnmeasuredDocument document) {
            return new Unmeasured(document.customer(), document.unknown(), document.purchases());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "AbcReason", description = "One ground for the class")
    record Reason(String dimension, String input, String rule) {

        static Reason of(io.pondcrm.segmentation.score.domain.Reason reason) {
            return new Reason(reason.dimension(), reason.input(), reason.rule());
        }
    }

    @DataClass(Level.PUBLIC)
    @Schema(name = "AbcName", description = "What people call it, in both languages")
    record Words(String en, String zh) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "AbcMember", description = "A customer's place in a classification")
    record Member(
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") String customerId,
            String classification,
            @Schema(description = "What value is") AbcBasis basis,
            @Schema(allowableValues = {"A", "B", "C"}) String abcClass,
            Words name,
            @Schema(description = "1 brings most") int rank,
            Money value,
            @Schema(description = "Part of all positive values", example = "0.00123400")
                    String share,
            @Schema(description = "What this customer and all larger ones bring together")
                    String cumulativeShare,
            List<Reason> reasons,
            Instant asOf) {

        static Member of(String customer, String currency, AbcPlacement place) {
            var title = place.abcClass().title();
            return new Member(
                    customer,
                    place.classification(),
                    place.basis(),
                    place.abcClass().name(),
                    new Words(title.en(), title.zh()),
                    place.rank(),
                    new Money(place.value(), Currency.getInstance(currency)),
                    place.share().toPlainString(),
                    place.cumulativeShare().toPlainString(),
                    place.reasons().stream().map(Reason::of).toList(),
                    place.asOf());
        }
    }
}
