package io.pondcrm.segmentation.modelrun;

import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.NOT_FOUND;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What a caller of model runs and forecasts can act on. */
enum ModelProblem implements ProblemType {
    MODEL_RUN_NOT_FOUND(
            NOT_FOUND,
            new Text("No such model run", "没有此模型运行"),
            new Text(
                    "GET /api/v1/model-runs lists those there are",
                    "GET /api/v1/model-runs 会列出现有模型运行")),
    MODEL_NOT_MADE(
            CONFLICT,
            new Text("There is no model", "模型不存在"),
            new Text("The job that makes it is not finished, or has failed", "生成模型的任务尚未完成或已失败")),
    MODEL_TOO_FEW_CUSTOMERS(
            CONFLICT,
            new Text("Too few customers", "客户过少"),
            new Text(
                    "At least {0} customers who differ, with purchases that count, are needed",
                    "至少需要 {0} 位互不相同且有有效购买的客户")),
    MODEL_TOO_MANY_CUSTOMERS(
            CONFLICT,
            new Text("Too many customers", "客户过多"),
            new Text(
                    "More than {0} bought in the window: ask for a shorter one",
                    "窗口期内购买的客户超过 {0} 位：请缩短窗口期")),
    MODEL_GROUPS_VANISH(
            CONFLICT,
            new Text("A group shrinks to nothing", "有分群收缩为零"),
            new Text(
                    "There are no {0} groups of some width: ask for fewer, or for other features",
                    "无法得到 {0} 个有一定宽度的分群：请减少分群数或更换特征")),
    MODEL_OUTCOMES_ALIKE(
            CONFLICT,
            new Text("Too little to learn from", "可供学习的数据不足"),
            new Text(
                    "Among at least {0} customers each to learn from and to try it on, some must"
                            + " have bought within the horizon and some not",
                    "用于学习和验证的客户各至少 {0} 位，且其中须既有在预测期内购买的，也有未购买的")),
    MODEL_WITHOUT_FEATURES(
            CONFLICT,
            new Text("The model has no features to watch", "模型没有可监测的特征"),
            new Text("A forecast of categories is judged by its back-test", "品类预测请以其回测评价")),
    MODEL_TOO_MANY_CATEGORIES(
            CONFLICT,
            new Text("Too many categories", "品类过多"),
            new Text(
                    "There are more than {0}: send categories, not product numbers",
                    "品类超过 {0} 个：请发送品类而不是商品编号")),
    NEED_NO_MODEL(
            NOT_FOUND,
            new Text("No such forecast model", "没有此预测模型"),
            new Text(
                    "No finished model looks {0} ahead: POST /api/v1/model-runs with nextCategory"
                            + " makes one",
                    "没有已完成的、预测期为 {0} 的模型：请用 POST /api/v1/model-runs 的 nextCategory 创建")),
    NEED_UNKNOWN_CUSTOMER(
            NOT_FOUND,
            new Text("No such customer", "没有此客户"),
            new Text("Nothing was heard of this customer", "尚未收到此客户的任何信息"));

    private final Meaning meaning;

    ModelProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
