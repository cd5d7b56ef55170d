package io.pondcrm.segmentation.benefit;

import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.NOT_FOUND;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What a caller of benefits can act on. */
enum BenefitProblem implements ProblemType {
    BENEFIT_NOT_FOUND(
            NOT_FOUND,
            new Text("No such benefit", "没有此权益"),
            new Text(
                    "GET /api/v1/benefits lists the benefits there are",
                    "GET /api/v1/benefits 会列出现有权益")),
    BENEFIT_GRANT_NOT_FOUND(
            NOT_FOUND,
            new Text("No such grant of this benefit", "此权益没有该授予"),
            new Text("The benefit lists its grants", "权益中列有其全部授予")),
    BENEFIT_UNKNOWN_CUSTOMER(
            NOT_FOUND,
            new Text("No entitlements of this customer", "此客户没有权益"),
            new Text(
                    "There is no such customer, or they were not yet known at that moment",
                    "没有此客户，或该时刻尚不认识此客户")),
    BENEFIT_TOO_MANY(
            CONFLICT,
            new Text("Too many benefits", "权益过多"),
            new Text("There are {0} benefits already", "已有 {0} 项权益")),
    BENEFIT_TOO_MANY_GRANTS(
            CONFLICT,
            new Text("Too many grants of this benefit", "此权益的授予过多"),
            new Text(
                    "The benefit has {0} grants already: make another benefit",
                    "此权益已有 {0} 次授予：请新建权益")),
    BENEFIT_GRANTED_ALREADY(
            CONFLICT,
            new Text("The tier has this benefit already", "该等级已有此权益"),
            new Text(
                    "The grant {0} holds at some of these moments: end it first, or begin later",
                    "授予 {0} 在部分时段内仍有效：请先终止，或推迟开始时间")),
    BENEFIT_GRANT_OVER(
            CONFLICT,
            new Text("The grant is over already", "该授予已经结束"),
            new Text("It ended at {0}; what was granted then stays told", "已于 {0} 结束；历史保持不变"));

    private final Meaning meaning;

    BenefitProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
