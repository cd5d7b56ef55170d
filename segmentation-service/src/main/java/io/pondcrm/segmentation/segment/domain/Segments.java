package io.pondcrm.segmentation.segment.domain;

import java.util.List;

/** All segments there are. */
public interface Segments {

    /** How many segments there may be: every event of a customer is held against each of them. */
    int MAX_SEGMENTS = 200;

    /** Every segment, oldest first. */
    List<Segment> listAll();
}
