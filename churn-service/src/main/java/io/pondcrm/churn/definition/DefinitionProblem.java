package io.pondcrm.churn.definition;

import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.NOT_FOUND;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What a caller of churn definitions can act on. */
enum DefinitionProblem implements ProblemType {
    CHURN_DEFINITION_NOT_FOUND(
            NOT_FOUND,
            new Text("No such churn definition", "没有此流失定义"),
            new Text(
                    "GET /api/v1/churn-definitions lists the definitions and versions there are",
                    "GET /api/v1/churn-definitions 会列出现有定义及版本")),
    CHURN_TOO_MANY_DEFINITIONS(
            CONFLICT,
            new Text("Too many churn definitions", "流失定义过多"),
            new Text(
                    "There may be {0} definitions with {1} versions each: publish a version of one"
                            + " that there is",
                    "最多 {0} 个定义，每个最多 {1} 个版本：请为现有定义发布新版本"));

    private final Meaning meaning;

    DefinitionProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
