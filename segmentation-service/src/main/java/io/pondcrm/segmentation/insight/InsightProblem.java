package io.pondcrm.segmentation.insight;

import static org.springframework.http.HttpStatus.NOT_FOUND;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;

/** What a caller of insights can act on. */
enum InsightProblem implements ProblemType {
    INSIGHT_SEGMENT_NOT_FOUND(
            new Text("No such segment", "没有此客户分群"),
            new Text(
                    "GET /api/v1/segments lists the segments there are",
                    "GET /api/v1/segments 会列出现有分群")),
    INSIGHT_UNKNOWN_CUSTOMER(
            new Text("No such customer", "没有此客户"),
            new Text("Nothing was heard of this customer", "尚未收到此客户的任何信息"));

    private final Meaning meaning;

    InsightProblem(Text title, Text detail) {
        meaning = new Meaning(NOT_FOUND, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
