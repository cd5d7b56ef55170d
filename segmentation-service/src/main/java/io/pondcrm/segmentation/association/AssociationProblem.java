package io.pondcrm.segmentation.association;

import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.NOT_FOUND;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What a caller of associations can act on. */
enum AssociationProblem implements ProblemType {
    ASSOCIATIONS_NOT_FOUND(
            NOT_FOUND,
            new Text("No such associations", "没有此关联分析"),
            new Text(
                    "GET /api/v1/associations lists those there are",
                    "GET /api/v1/associations 会列出现有关联分析")),
    ASSOCIATIONS_NOT_FINISHED(
            CONFLICT,
            new Text("There are no rules", "关联规则不存在"),
            new Text(
                    "The job that looks for them is not finished, or has failed",
                    "查找规则的任务尚未完成或已失败")),
    ASSOCIATIONS_TOO_MANY(
            CONFLICT,
            new Text("Too much is bought together", "关联组合过多"),
            new Text(
                    "There are more than {0} frequent sets or rules: ask for a larger minSupport or"
                            + " minConfidence",
                    "频繁项集或规则超过 {0} 个：请提高 minSupport 或 minConfidence"));

    private final Meaning meaning;

    AssociationProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
