package io.pondcrm.segmentation.segment;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.filter.Filter;
import io.pondcrm.segmentation.Lanes;
import io.pondcrm.segmentation.segment.domain.SegmentSubject;
import io.pondcrm.segmentation.segment.domain.SegmentSubjects;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** Reads segments and memberships. */
@Component
class SegmentQueries {

    private static final int SAMPLE = 10;

    private final MongoOperations mongo;
    private final MongoSegments segments;
    private final MongoSegmentChanges changes;
    private final SegmentSubjects subjects;
    private final Clock clock;

    SegmentQueries(
            MongoOperations mongo,
            MongoSegments segments,
            MongoSegmentChanges changes,
            SegmentSubjects subjects,
            Clock clock) {
        this.mongo = mongo;
        this.segments = segments;
        this.changes = changes;
        this.subjects = subjects;
        this.clock = clock;
    }

    /** The part of a standing that memberships need. */
    @Document("standings")
    record MemberRow(@Id String id, List<SegmentRow> segments) {

        SegmentPayloads.Member in(String segment) {
            return segments.stream()
                    .filter(it -> it.id().equals(segment))
                    .findFirst()
                    .map(it -> new SegmentPayloads.Member(id, it.since()))
                    .orElseThrow();
        }
    }

    record SegmentRow(String id, long version, Instant since) {}

    Page<SegmentPayloads.View> list(PageRequest page) {
        return page.find(
                mongo,
                new Criteria(),
                SegmentDocument.class,
                it -> SegmentPayloads.View.of(it, segments.predicate(it)));
    }

    SegmentDocument segment(String id) {
        return segments.find(id).orElseThrow(SegmentProblem.SEGMENT_NOT_FOUND::exception);
    }

    Page<SegmentPayloads.Member> members(String segment, PageRequest page) {
        segment(segment);
        return page.find(
                mongo, where("segmentIds").is(segment), MemberRow.class, row -> row.in(segment));
    }

    Page<SegmentPayloads.Change> changes(
            String segment, @Nullable Instant from, @Nullable Instant to, PageRequest page) {
        segment(segment);
        return changes.list(segment, from, to, page);
    }

    List<SegmentPayloads.Membership> ofCustomer(String customer) {
        var id =
                CustomerId.find(customer)
                        .orElseThrow(SegmentProblem.SEGMENT_UNKNOWN_CUSTOMER::exception);
        var row = mongo.findById(id.value(), MemberRow.class);
        var subject =
                subjects.find(id).orElseThrow(SegmentProblem.SEGMENT_UNKNOWN_CUSTOMER::exception);
        var memberships = new ArrayList<SegmentPayloads.Membership>();
        for (var member : row == null ? List.<SegmentRow>of() : row.segments()) {
            segments.find(member.id())
                    .ifPresent(segment ->
                            memberships.add(
                                    new SegmentPayloads.Membership(
                                            segment.id(),
                                            segment.name(),
                                            member.version(),
                                            member.since(),
                                            segments
                                                    .predicate(segment)
                                                    .explain(subject)
                                                    .because()
                                                    .stream()
                                                    .map(SegmentPayloads.Reason::of)
                                                    .toList())));
        }
        return memberships;
    }

    SegmentPayloads.Preview preview(Filter predicate, int sampleSize) {
        var count = new AtomicLong();
        var customers = new AtomicLong();
        var sample = new ArrayList<String>();
        Lanes.work(
                subjects.pages().iterator(),
                page -> Matching.among(page, predicate),
                part -> {
                    customers.addAndGet(part.of);
                    count.addAndGet(part.customers.size());
                    part.customers.stream()
                            .limit(sampleSize - sample.size())
                            .forEach(it -> sample.add(it.value()));
                });
        return new SegmentPayloads.Preview(
                count.get(),
                customers.get(),
                sample,
                SegmentPayloads.inWords(predicate),
                clock.instant());
    }

    /** Who of some customers matches. */
    private record Matching(int of, List<CustomerId> customers) {

        static Matching among(List<SegmentSubject> page, Filter predicate) {
            return new Matching(
                    page.size(),
                    page.stream()
                            .filter(predicate::matches)
                            .map(it -> it.facts().customer())
                            .toList());
        }
    }

    static int sampleSize(SegmentPayloads.NewPreview request) {
        var wanted = request.sampleSize();
        return wanted == null ? SAMPLE : wanted;
    }
}
