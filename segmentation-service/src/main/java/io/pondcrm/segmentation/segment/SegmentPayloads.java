package io.pondcrm.segmentation.segment;

import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.kernel.filter.Explanation;
import io.pondcrm.kernel.filter.Filter;
import io.pondcrm.segmentation.segment.domain.SegmentFields;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;

/** What callers send and see of segments. */
final class SegmentPayloads {

    private static final String PREDICATE =
            "A filter over the fields and events that the README of segmentation-service lists";
    private static final String EXAMPLE =
            "{\"all\":[{\"field\":\"tier\",\"op\":\"eq\",\"value\":\"GOLD\"},"
                    + "{\"count\":\"purchases\",\"window\":\"P90D\",\"op\":\"gte\",\"value\":3}]}";

    private static final String IN_WORDS =
            "tier is GOLD and number of purchases in the last 90 days is at least 3";

    private SegmentPayloads() {}

    static String inWords(Filter predicate) {
        return SegmentFields.wording(LocaleContextHolder.getLocale()).of(predicate);
    }

    /** What a caller sends to make or change a segment. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewSegment")
    record NewSegment(
            @NotBlank @Size(max = 100) @Schema(example = "Gold and active") String name,
            @Nullable @Size(max = 500) String description,
            @NotNull @Schema(description = PREDICATE, example = EXAMPLE)
                    Map<String, Object> predicate) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "Segment", description = "A group of customers by predicate, kept up to date")
    record View(
            @Schema(example = "seg_01h455vb4pex5vsknk084sn02q") String id,
            String name,
            @Nullable String description,
            @Schema(description = PREDICATE, example = EXAMPLE) Map<String, Object> predicate,
            @Schema(
                            description = "The predicate in words, in the caller's language",
                            example = IN_WORDS)
                    String inWords,
            @Schema(description = "One more with each change of the definition") long version,
            Instant createdAt,
            Instant updatedAt) {

        static View of(SegmentDocument document, Filter predicate) {
            return new View(
                    document.id(),
                    document.name(),
                    document.description(),
                    predicate.toTree(),
                    SegmentPayloads.inWords(predicate),
                    document.version(),
                    document.createdAt(),
                    document.updatedAt());
        }
    }

    /** What a caller sends to see whom a predicate would match. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewSegmentPreview")
    record NewPreview(
            @NotNull @Schema(description = PREDICATE, example = EXAMPLE)
                    Map<String, Object> predicate,
            @Nullable
                    @Min(0)
                    @Max(100)
                    @Schema(description = "How many customers to name; 10 if left out")
                    Integer sampleSize) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "SegmentPreview", description = "Counted over all customers, as of now")
    record Preview(
            @Schema(description = "Customers who match") long count,
            @Schema(description = "All customers") long customers,
            @Schema(description = "Some who match: the first by id") List<String> sample,
            @Schema(
                            description = "The predicate in words, in the caller's language",
                            example = IN_WORDS)
                    String inWords,
            Instant asOf) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "SegmentMember")
    record Member(
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") String customerId,
            @Schema(description = "Member without a break since then") Instant since) {}

    /** Which way a customer went. */
    enum Move {
        ENTERED,
        LEFT
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "SegmentChange", description = "That a customer entered or left a segment")
    record Change(
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") String customerId,
            Move move,
            Instant at,
            @Schema(description = "The version of the definition that decided") long segmentVersion,
            @Schema(
                            description =
                                    "EVENT, TIME (it passed, and nothing happened) or DEFINITION"
                                            + " (the segment was made, changed or deleted, or"
                                            + " scores were drawn anew for all); absent if it was"
                                            + " not told",
                            example = "EVENT")
                    @Nullable String cause,
            @Schema(
                            description = "The type of the event that did it",
                            example = "transaction.recorded.v1")
                    @Nullable String eventType,
            @Schema(
                            description = "The event that did it",
                            example = "evt_01h455vb4pex5vsknk084sn02q")
                    @Nullable String eventId) {

        static Change of(SegmentChangeDocument document) {
            return new Change(
                    document.customer(),
                    document.entered() ? Move.ENTERED : Move.LEFT,
                    document.at(),
                    document.segmentVersion(),
                    document.cause(),
                    document.eventType(),
                    document.eventId());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "SegmentReason", description = "A comparison that settled the membership")
    record Reason(
            @Schema(description = "JSON pointer into the predicate", example = "/all/0")
                    String pointer,
            @Schema(description = "The field, or the count or sum of events", example = "spend90d")
                    String dimension,
            @Schema(description = "What it comes to; absent for nothing", example = "712.30")
                    @Nullable String input,
            @Schema(example = "spend90d gte 500") String rule,
            @Schema(
                            description = "The rule in words, in the caller's language",
                            example = "spend in 90 days is at least 500")
                    String inWords,
            @Schema(description = "Whether the comparison holds") boolean holds) {

        static Reason of(Explanation.Clause clause) {
            var actual = clause.actual();
            return new Reason(
                    clause.pointer(),
                    clause.comparison().operand().canonical(),
                    actual == null
                            ? null
                            : actual instanceof BigDecimal number
                                    ? number.toPlainString()
                                    : actual.toString(),
                    clause.comparison().canonical(),
                    SegmentPayloads.inWords(clause.comparison()),
                    clause.held());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "CustomerSegment", description = "A segment that the customer is in")
    record Membership(
            String segmentId,
            String name,
            @Schema(description = "The version of the definition that decided") long segmentVersion,
            Instant since,
            List<Reason> reasons) {}
}
