package io.pondcrm.segmentation.segment;

import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.NOT_FOUND;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What a caller of segments can act on. */
enum SegmentProblem implements ProblemType {
    SEGMENT_NOT_FOUND(
            NOT_FOUND,
            new Text("No such segment", "没有此客户分群"),
            new Text(
                    "GET /api/v1/segments lists the segments there are",
                    "GET /api/v1/segments 会列出现有分群")),
    SEGMENT_UNKNOWN_CUSTOMER(
            NOT_FOUND,
            new Text("No such customer", "没有此客户"),
            new Text("Nothing was heard of this customer", "尚未收到此客户的任何信息")),
    SEGMENT_SNAPSHOT_NOT_FOUND(
            NOT_FOUND,
            new Text("No such snapshot", "没有此快照"),
            new Text(
                    "GET /api/v1/segments/(id)/snapshots lists the snapshots of a segment",
                    "GET /api/v1/segments/(id)/snapshots 会列出分群的快照")),
    SEGMENT_SNAPSHOT_NOT_TAKEN(
            CONFLICT,
            new Text("The snapshot is still being taken", "快照仍在生成"),
            new Text("Wait for its job to end", "请等待其任务完成")),
    SEGMENT_TOO_MANY(
            CONFLICT,
            new Text("Too many segments", "客户分群过多"),
            new Text(
                    "There are {0} segments already: delete one that is not needed",
                    "已有 {0} 个分群：请先删除不需要的分群"));

    private final Meaning meaning;

    SegmentProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
