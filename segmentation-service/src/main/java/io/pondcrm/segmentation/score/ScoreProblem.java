package io.pondcrm.segmentation.score;

import static org.springframework.http.HttpStatus.NOT_FOUND;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;

/** What a caller of scores can act on. */
enum ScoreProblem implements ProblemType {
    SCORE_TYPE_NOT_FOUND(
            new Text("No such type of score", "没有此评分类型"),
            new Text("The types are {0}", "评分类型有 {0}")),
    SCORE_NOT_FOUND(
            new Text("No such score of this customer", "此客户没有该评分"),
            new Text(
                    "Nothing to score by that moment, no run by then, or no such model",
                    "该时刻没有可评分的数据、尚无计算结果，或没有此模型")),
    SCORE_UNKNOWN_CUSTOMER(
            new Text("No such customer", "没有此客户"),
            new Text("Nothing was heard of this customer", "尚未收到此客户的任何信息"));

    private final Meaning meaning;

    ScoreProblem(Text title, Text detail) {
        meaning = new Meaning(NOT_FOUND, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
