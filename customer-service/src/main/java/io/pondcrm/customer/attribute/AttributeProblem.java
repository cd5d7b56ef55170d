package io.pondcrm.customer.attribute;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What can go wrong with definitions of attributes. */
enum AttributeProblem implements ProblemType {
    ATTRIBUTE_DEFINED_ALREADY(
            HttpStatus.CONFLICT,
            new Text("This attribute is defined already", "该属性已有定义"),
            new Text(
                    "Change it with PATCH /attribute-definitions/{0}, or choose another key",
                    "请用 PATCH /attribute-definitions/{0} 修改，或选择其他键")),
    ATTRIBUTE_SET_BY_OPERATOR(
            HttpStatus.CONFLICT,
            new Text("A setting names this attribute", "该属性由系统设置指定"),
            new Text(
                    "It is in pond.profile.published-attributes: define it with POST first",
                    "它在 pond.profile.published-attributes 中：请先用 POST 定义"));

    private final Meaning meaning;

    AttributeProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
