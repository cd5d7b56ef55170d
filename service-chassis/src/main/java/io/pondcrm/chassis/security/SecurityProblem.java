package io.pondcrm.chassis.security;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

enum SecurityProblem implements ProblemType {
    UNAUTHENTICATED(
            HttpStatus.UNAUTHORIZED,
            new Text("An access token is needed", "需要访问令牌"),
            new Text(
                    "Get a token from the token endpoint and send it as Authorization: Bearer <token>",
                    "请从令牌端点获取令牌，并以 Authorization: Bearer <token> 发送")),
    FORBIDDEN(
            HttpStatus.FORBIDDEN,
            new Text("Not allowed", "没有权限"),
            new Text(
                    "This operation needs the scope {0}: ask for a token that has it",
                    "此操作需要权限范围 {0}：请申请包含该范围的令牌"));

    private final Meaning meaning;

    SecurityProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
