package io.pondcrm.churn.score;

import static org.springframework.http.HttpStatus.NOT_FOUND;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What a caller of churn scores can act on. */
enum ScoreProblem implements ProblemType {
    CHURN_SCORE_NOT_FOUND(
            NOT_FOUND,
            new Text("No churn score for this customer", "此客户没有流失评分"),
            new Text(
                    "There is no such customer, or nothing had been bought by that moment: who"
                            + " never bought can't stop buying",
                    "没有此客户，或该时刻之前没有购买记录：从未购买者无所谓流失"));

    private final Meaning meaning;

    ScoreProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
