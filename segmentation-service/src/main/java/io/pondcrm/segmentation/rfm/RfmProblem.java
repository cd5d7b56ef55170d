package io.pondcrm.segmentation.rfm;

import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.NOT_FOUND;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What a caller of RFM can act on. */
enum RfmProblem implements ProblemType {
    RFM_MODEL_NOT_FOUND(
            NOT_FOUND,
            new Text("No such RFM model", "没有此 RFM 模型"),
            new Text(
                    "GET /api/v1/rfm-models lists the models there are",
                    "GET /api/v1/rfm-models 会列出现有模型")),
    RFM_RUN_NOT_FOUND(
            NOT_FOUND,
            new Text("No run of this model", "此模型没有对应的计算结果"),
            new Text(
                    "There is none yet, or none as of that moment: POST …/runs makes one",
                    "尚无计算结果，或该时刻没有结果：请使用 POST …/runs 发起计算")),
    RFM_SEGMENT_NOT_FOUND(
            NOT_FOUND,
            new Text("No such RFM segment", "没有此 RFM 分组"),
            new Text("The segments of this model are {0}", "此模型的分组有 {0}")),
    RFM_UNKNOWN_CUSTOMER(
            NOT_FOUND,
            new Text("No such customer", "没有此客户"),
            new Text("Nothing was heard of this customer", "尚未收到此客户的任何信息")),
    RFM_TOO_MANY_MODELS(
            CONFLICT,
            new Text("Too many RFM models", "RFM 模型过多"),
            new Text("There are {0} models already, and no more may be made", "已有 {0} 个模型，不能再创建")),
    RFM_MODEL_BUILT_IN(
            CONFLICT,
            new Text("This RFM model is built in", "此 RFM 模型为内置模型"),
            new Text("Make a model of your own", "请新建自己的模型")),
    RFM_MODEL_DRAFT_EXISTS(
            CONFLICT,
            new Text("The next version is being written already", "下一版本的草稿已存在"),
            new Text("Change or publish version {0}", "请修改或发布第 {0} 版")),
    RFM_MODEL_NO_DRAFT(
            CONFLICT,
            new Text("This RFM model has no draft", "此 RFM 模型没有草稿"),
            new Text(
                    "A published version never changes: POST …/versions begins the next",
                    "已发布的版本不可修改：请用 POST …/versions 新建下一版本")),
    RFM_MODEL_NOT_PUBLISHED(
            CONFLICT,
            new Text("Nothing of this RFM model is published", "此 RFM 模型没有已发布的版本"),
            new Text("A draft is published by POST …/publish", "请用 POST …/publish 发布草稿")),
    RFM_SIMULATION_NOT_FOUND(
            NOT_FOUND,
            new Text("No such simulation", "没有此模拟"),
            new Text("POST …/simulations starts one", "请用 POST …/simulations 发起模拟"));

    private final Meaning meaning;

    RfmProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
