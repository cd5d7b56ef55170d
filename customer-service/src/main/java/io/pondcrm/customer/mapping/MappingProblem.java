package io.pondcrm.customer.mapping;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What can go wrong with mappings. */
enum MappingProblem implements ProblemType {
    UNKNOWN_MAPPING_KIND(
            HttpStatus.NOT_FOUND,
            new Text("No such mapping", "没有此类映射"),
            new Text(
                    "There are mappings for customers and for transactions",
                    "仅有 customers 与 transactions 两类映射")),
    FOREIGN_SYSTEM(
            HttpStatus.NOT_FOUND,
            new Text("Not found", "未找到"),
            new Text("There is no such partner system, or it is not yours", "没有此合作伙伴系统，或它不属于您")),
    INVALID_SYSTEM(
            HttpStatus.BAD_REQUEST,
            new Text("No name for a partner system", "合作伙伴系统名称无效"),
            new Text(
                    "Use up to 40 lower-case letters, digits and hyphens, for example web-shop",
                    "请使用不超过 40 个小写字母、数字和连字符，例如 web-shop")),
    VERSION_REQUIRED(
            HttpStatus.PRECONDITION_REQUIRED,
            new Text("There is a mapping already", "映射已存在"),
            new Text(
                    "Read it and send its ETag as If-Match to replace it",
                    "如需替换，请先读取并在 If-Match 中发送其 ETag")),
    NO_STORED_MAPPING(
            HttpStatus.NOT_FOUND,
            new Text("No mapping is stored", "没有已保存的映射"),
            new Text("Our own field names hold already", "当前已使用系统自身的字段名")),
    INVALID_MAPPING(
            HttpStatus.UNPROCESSABLE_CONTENT,
            new Text("The mapping can't be used", "映射无法使用"),
            new Text(
                    "Correct the places named in errors and send it again",
                    "请更正 errors 中列出的位置后重新发送"));

    private final Meaning meaning;

    MappingProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
