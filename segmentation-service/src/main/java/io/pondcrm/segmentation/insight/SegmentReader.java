package io.pondcrm.segmentation.insight;

import io.pondcrm.segmentation.segment.domain.Segment;
import io.pondcrm.segmentation.segment.domain.SegmentSubject;
import io.pondcrm.segmentation.segment.domain.SegmentSubjects;
import io.pondcrm.segmentation.segment.domain.Segments;
import org.springframework.stereotype.Component;

/** Shows all customers, page by page, and whether they are in a segment now. */
@Component
class SegmentReader {

    private final Segments segments;
    private final SegmentSubjects subjects;
    private final InsightSettings settings;

    SegmentReader(Segments segments, SegmentSubjects subjects, InsightSettings settings) {
        this.segments = segments;
        this.subjects = subjects;
        this.settings = settings;
    }

    /** Sees one customer. */
    interface Viewer {
        void see(SegmentSubject customer, boolean isMember);
    }

    Segment segment(String id) {
        return segments.listAll().stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow(InsightProblem.INSIGHT_SEGMENT_NOT_FOUND::exception);
    }

    /**
     * Shows one page of customers after the other, until there are none or the time is over.
     *
     * @return whether all were shown
     */
    boolean read(Segment segment, Viewer viewer) {
        return subjects.showAll(
                settings.readingTime(), it -> viewer.see(it, segment.predicate().matches(it)));
    }
}
