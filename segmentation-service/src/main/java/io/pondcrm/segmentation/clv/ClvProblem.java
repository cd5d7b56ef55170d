package io.pondcrm.segmentation.clv;

import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.NOT_FOUND;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What a caller of CLV models can act on. */
enum ClvProblem implements ProblemType {
    CLV_MODEL_NOT_FOUND(
            NOT_FOUND,
            new Text("No such CLV model", "没有此 CLV 模型"),
            new Text(
                    "GET /api/v1/clv-models lists the models there are",
                    "GET /api/v1/clv-models 会列出现有模型")),
    CONTRACT_MODEL_NOT_FOUND(
            NOT_FOUND,
            new Text("No such model of contracts", "没有此合约模型"),
            new Text(
                    "GET /api/v1/contract-models lists the models there are",
                    "GET /api/v1/contract-models 会列出现有模型")),
    CLV_NO_MODEL_IN_USE(
            NOT_FOUND,
            new Text("No CLV model was in use then", "当时没有已发布的 CLV 模型"),
            new Text("Publish one, or name one by model=", "请发布一个模型，或用 model= 指定模型")),
    CLV_UNKNOWN_CUSTOMER(
            NOT_FOUND,
            new Text("No such customer", "没有此客户"),
            new Text("Nothing was heard of this customer", "尚未收到此客户的任何信息")),
    CLV_NOT_FITTED(
            NOT_FOUND,
            new Text("The CLV model is not fitted yet", "CLV 模型尚未拟合"),
            new Text(
                    "POST /api/v1/clv-models/{0}/fit starts a job that fits it",
                    "请使用 POST /api/v1/clv-models/{0}/fit 发起拟合任务")),
    CLV_NOTHING_HELD_OUT(
            NOT_FOUND,
            new Text("The CLV model has no holdout", "CLV 模型没有对照期"),
            new Text(
                    "A model made with a holdoutEnd is compared with what happened until then",
                    "创建模型时指定 holdoutEnd，才会与该日期前的实际情况对照")),
    CLV_SIMULATION_NOT_FOUND(
            NOT_FOUND,
            new Text("No such simulation", "没有此模拟"),
            new Text("POST …/simulations starts one", "请用 POST …/simulations 发起模拟")),
    CLV_MODEL_DRAFT_EXISTS(
            CONFLICT,
            new Text("The next version is being written already", "下一版本的草稿已存在"),
            new Text("Change, publish or discard version {0}", "请修改、发布或丢弃第 {0} 版")),
    CLV_MODEL_NO_DRAFT(
            CONFLICT,
            new Text("This CLV model has no draft", "此 CLV 模型没有草稿"),
            new Text(
                    "A published version never changes: POST …/versions begins the next",
                    "已发布的版本不可修改：请用 POST …/versions 新建下一版本")),
    CLV_MODEL_NOT_PUBLISHED(
            CONFLICT,
            new Text("Nothing of this CLV model is published", "此 CLV 模型没有已发布的版本"),
            new Text(
                    "A fitted draft is published by POST …/publish", "请用 POST …/publish 发布已拟合的草稿")),
    CLV_DRAFT_NOT_FITTED(
            CONFLICT,
            new Text("The draft is not fitted yet", "草稿尚未拟合"),
            new Text("POST …/fit starts a job that fits it", "请用 POST …/fit 发起拟合任务")),
    CLV_WRONG_STATE(
            CONFLICT,
            new Text("The CLV model is not in the right state", "CLV 模型的状态不允许此操作"),
            new Text(
                    "It is {0}: a draft is fitted once, then published, then retired",
                    "当前状态为 {0}：草稿先拟合一次，然后发布，最后停用")),
    CLV_TOO_FEW_REPEAT_CUSTOMERS(
            CONFLICT,
            new Text("Too few customers bought again", "复购客户过少"),
            new Text(
                    "{0} customers bought again until the calibration's end, {1} of them with spend;"
                            + " at least {2} are needed",
                    "截至校准期结束有 {0} 位复购客户，其中 {1} 位有消费金额；至少需要 {2} 位"));

    private final Meaning meaning;

    ClvProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
