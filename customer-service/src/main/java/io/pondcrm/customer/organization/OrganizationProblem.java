package io.pondcrm.customer.organization;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What can go wrong with organizations. */
enum OrganizationProblem implements ProblemType {
    NOT_AN_ORGANIZATION(
            HttpStatus.CONFLICT,
            new Text("This customer is a person", "该客户是个人"),
            new Text(
                    "Only customers of kind ORGANIZATION have parents, parts and figures",
                    "只有 ORGANIZATION 类型的客户才有上级、下级和经营数据")),
    PARENT_CIRCLE(
            HttpStatus.CONFLICT,
            new Text("An organization can't be a part of itself", "组织不能隶属于自身"),
            new Text(
                    "The parent is a part of this organization, or is just becoming one: see GET"
                            + " /customers/<id>/hierarchy",
                    "所选上级隶属于该组织，或即将隶属于它：请查看 GET /customers/<id>/hierarchy")),
    HIERARCHY_TOO_DEEP(
            HttpStatus.CONFLICT,
            new Text("Too many levels", "层级过多"),
            new Text("A hierarchy has {0} levels at most", "组织层级最多 {0} 层")),
    TOO_MANY_CHANGES(
            HttpStatus.CONFLICT,
            new Text("Changed too often", "更改次数过多"),
            new Text("No more than {0} changes are kept", "最多保留 {0} 次更改"));

    private final Meaning meaning;

    OrganizationProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
