package io.pondcrm.segmentation.abc;

import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.NOT_FOUND;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What a caller of ABC classifications can act on. */
enum AbcProblem implements ProblemType {
    ABC_CLASSIFICATION_NOT_FOUND(
            NOT_FOUND,
            new Text("No such classification", "没有此 ABC 分类"),
            new Text(
                    "GET /api/v1/abc-classifications lists those there are",
                    "GET /api/v1/abc-classifications 会列出现有分类")),
    ABC_STILL_RUNNING(
            CONFLICT,
            new Text("The classification is not finished", "ABC 分类尚未完成"),
            new Text("Wait for its job to end, then ask again", "请等待其任务结束后再查询")),
    ABC_IN_USE(
            CONFLICT,
            new Text("The classification was in use", "该 ABC 分类曾经启用"),
            new Text(
                    "Only one on trial can be deleted; POST …/retire takes this one out of use",
                    "仅可删除试运行的分类；请用 POST …/retire 停用此分类")),
    ABC_RETIRED(
            CONFLICT,
            new Text("The classification is out of use", "该 ABC 分类已停用"),
            new Text("Classify anew", "请重新分类")),
    ABC_CLASS_NOT_FOUND(
            NOT_FOUND,
            new Text("No such class", "没有此类别"),
            new Text("The classes are A, B, C", "类别有 A、B、C")),
    ABC_UNMEASURED(
            NOT_FOUND,
            new Text("This customer's profit is not known", "此客户的利润未知"),
            new Text(
                    "A purchase in the window did not tell what it earned, so there is neither rank"
                            + " nor class",
                    "窗口期内有交易未告知其利润，因此没有排名和类别")),
    ABC_NOT_CLASSIFIED(
            NOT_FOUND,
            new Text("This customer has no class", "此客户没有 ABC 类别"),
            new Text(
                    "There is no such customer, no classification yet, or neither sale nor refund"
                            + " in its window",
                    "没有此客户、尚无分类，或其窗口期内既无销售也无退款"));

    private final Meaning meaning;

    AbcProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
