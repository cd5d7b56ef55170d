package io.pondcrm.segmentation.opportunity;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.segmentation.opportunity.domain.OpportunityGaps;
import io.pondcrm.segmentation.score.domain.Days;
import io.pondcrm.segmentation.segment.domain.Segment;
import io.pondcrm.segmentation.segment.domain.SegmentSubject;
import io.pondcrm.segmentation.segment.domain.SegmentSubjects;
import io.pondcrm.segmentation.segment.domain.Segments;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Opportunities", description = "Where segments buy less than everybody does")
class OpportunityController {

    private static final String YEAR = "P365D";

    private final Segments segments;
    private final SegmentSubjects subjects;
    private final Clock clock;
    private final Currency currency;
    private final Duration readingTime;

    OpportunityController(
            Segments segments,
            SegmentSubjects subjects,
            Clock clock,
            @Value("${pond.segmentation.currency:CNY}") String currency,
            @Value("${pond.insight.reading-time:PT10S}") Duration readingTime) {
        this.segments = segments;
        this.subjects = subjects;
        this.clock = clock;
        this.currency = Currency.getInstance(currency);
        this.readingTime = readingTime;
    }

    @GetMapping("/opportunity-gaps")
    @RequiresScope("segments:read")
    @Operation(
            operationId = "listOpportunityGaps",
            summary = "Segments by categories that they buy less of than everybody does",
            description =
                    "Largest first by expectedValue: what it would bring if as many members bought"
                            + " as customers do. Counted over all customers as of now; a receipt"
                            + " of several categories counts in each, its amount in equal parts.")
    Page<OpportunityPayloads.Gap> gaps(
            @Parameter(description = "Only of this segment")
                    @RequestParam(name = "segment", required = false)
                    @Nullable String segment,
            @Parameter(description = "Only in this category", example = "tea")
                    @RequestParam(name = "category", required = false)
                    @Nullable String category,
            @Parameter(description = "Only those that are sure, or only those that are not")
                    @RequestParam(name = "sure", required = false)
                    @Nullable Boolean sure,
            @Parameter(
                            description = "How far back sales count",
                            schema = @Schema(type = "string", defaultValue = YEAR, example = YEAR))
                    @RequestParam(name = "window", defaultValue = YEAR)
                    Days window,
            PageRequest page) {
        var asked =
                segments.listAll().stream()
                        .filter(it -> segment == null || it.id().equals(segment))
                        .toList();
        var names = asked.stream().collect(Collectors.toMap(Segment::id, Segment::name));
        var now = clock.instant();
        var found = new OpportunityGaps(now, window.duration(), currency.getCurrencyCode());
        var complete =
                asked.isEmpty()
                        || subjects.showAll(
                                readingTime, it -> found.add(it.facts(), memberOf(asked, it)));
        var gaps =
                found.gaps().stream()
                        .filter(it -> category == null || it.category().equals(category))
                        .filter(it -> sure == null || it.isSure() == sure)
                        .toList();
        return page.of(gaps, it -> it.segment() + "/" + it.category())
                .map(it ->
                        OpportunityPayloads.Gap.of(
                                it, names.getOrDefault(it.segment(), ""), currency, complete, now));
    }

    private static Set<String> memberOf(List<Segment> asked, SegmentSubject customer) {
        return asked.stream()
                .filter(it -> it.predicate().matches(customer))
                .map(Segment::id)
                .collect(Collectors.toSet());
    }
}
