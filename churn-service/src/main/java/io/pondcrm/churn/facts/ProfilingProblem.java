package io.pondcrm.churn.facts;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** Why nothing is said of a customer who is known. */
enum ProfilingProblem implements ProblemType {
    PROFILING_STOPPED(
            HttpStatus.CONFLICT,
            new Text("Nothing is concluded about this customer", "已停止对此客户进行分析"),
            new Text(
                    "The person had processing restricted or objected to profiling. What was"
                            + " concluded before is kept and not used; it is concluded anew when"
                            + " that is lifted",
                    "该客户要求限制处理或反对画像分析。此前的结果仅作保存而不使用；解除后将重新计算"));

    private final Meaning meaning;

    ProfilingProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
