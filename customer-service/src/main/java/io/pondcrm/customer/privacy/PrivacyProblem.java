package io.pondcrm.customer.privacy;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What can go wrong with requests of persons. */
enum PrivacyProblem implements ProblemType {
    RECEIPT_NOT_READY(
            HttpStatus.CONFLICT,
            new Text("There is no receipt yet", "尚无回执"),
            new Text(
                    "A receipt is made when all services have answered: GET the request for who is"
                            + " missing",
                    "所有服务答复之后才会生成回执：请查询该请求，查看尚缺哪些服务")),
    DOSSIER_NOT_READY(
            HttpStatus.CONFLICT,
            new Text("Services are still being asked", "仍在向各服务收集数据"),
            new Text(
                    "Come again in some seconds: GET the request for who is missing",
                    "请数秒后重试：可查询该请求，查看尚缺哪些服务")),
    DOSSIER_GONE(
            HttpStatus.GONE,
            new Text("The dossier is gone", "资料汇编已不存在"),
            new Text(
                    "It was kept for its time, or the person was erased: a new request collects"
                            + " anew what there is",
                    "保存期限已过或该人员已被删除：可提交新请求重新收集")),
    DECIDED_OTHERWISE(
            HttpStatus.CONFLICT,
            new Text("It was decided otherwise before", "此前已作出不同决定"),
            new Text(
                    "GET the request for what was decided; the person may make a new one",
                    "可查询该请求的决定；当事人可提交新请求")),
    DOSSIER_NEEDS_PII(
            HttpStatus.FORBIDDEN,
            new Text("A dossier shows personal data", "资料汇编包含个人信息"),
            new Text(
                    "The token needs the scope customers:pii, too, and must not be a partner's",
                    "令牌还需具有 customers:pii 权限，且不得为合作方的令牌"));

    private final Meaning meaning;

    PrivacyProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
