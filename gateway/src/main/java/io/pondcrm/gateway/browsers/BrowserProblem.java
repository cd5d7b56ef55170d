package io.pondcrm.gateway.browsers;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What a page of a foreign origin gets. */
enum BrowserProblem implements ProblemType {
    ORIGIN_REFUSED(
            HttpStatus.FORBIDDEN,
            new Text("A page of this origin may not do that", "不允许此来源的网页执行该操作"),
            new Text(
                    "Have the origin listed in pond.cors.allowed-origins, and use the documented"
                            + " methods and headers",
                    "请将该来源加入 pond.cors.allowed-origins，并使用文档所列的方法和请求头"));

    private final Meaning meaning;

    BrowserProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
