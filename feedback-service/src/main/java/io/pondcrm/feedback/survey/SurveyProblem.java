package io.pondcrm.feedback.survey;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What a caller of surveys, or a customer with a link, can act on. */
enum SurveyProblem implements ProblemType {
    SURVEY_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            new Text("No such survey", "没有此调查"),
            new Text("GET /api/v1/surveys lists those there are", "GET /api/v1/surveys 会列出现有调查")),
    SURVEY_INVITATION_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            new Text("No such invitation", "没有此邀请"),
            new Text(
                    "GET /api/v1/surveys/<survey>/invitations lists those there are",
                    "GET /api/v1/surveys/<survey>/invitations 会列出现有邀请")),
    SURVEY_INVITATION_OVER(
            HttpStatus.CONFLICT,
            new Text("The invitation is over", "邀请已结束"),
            new Text(
                    "It was answered or has expired: no token is given out for it any more",
                    "邀请已被回答或已过期：不再为其提供令牌")),
    SURVEY_TOO_MANY(
            HttpStatus.CONFLICT,
            new Text("Too many surveys", "调查过多"),
            new Text(
                    "There are {0} already: change one that is not needed any more",
                    "已有 {0} 个调查：请修改不再需要的调查")),
    SURVEY_LINK_UNKNOWN(
            HttpStatus.NOT_FOUND,
            new Text("This link leads nowhere", "链接无效"),
            new Text(
                    "Check that the link was copied as a whole, or open the newest one you got",
                    "请检查链接是否完整，或打开您收到的最新链接")),
    SURVEY_LINK_OVER(
            HttpStatus.GONE,
            new Text("This link is no longer good", "链接已失效"),
            new Text(
                    "It was used or has expired; thank you if you have answered",
                    "链接已使用或已过期；如您已回答，谢谢"));

    private final Meaning meaning;

    SurveyProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
