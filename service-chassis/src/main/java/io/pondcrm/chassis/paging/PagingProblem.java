package io.pondcrm.chassis.paging;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

enum PagingProblem implements ProblemType {
    CURSOR_MISMATCH(
            HttpStatus.BAD_REQUEST,
            new Text("The cursor does not belong to this list", "游标与此列表不符"),
            new Text(
                    "Keep operation, filters and sort while you follow nextCursor, or start again"
                            + " without a cursor",
                    "翻页时请保持操作、筛选条件和排序不变，或去掉 cursor 重新开始")),
    PAGE_NOT_VALID(
            HttpStatus.BAD_REQUEST,
            new Text("A paging parameter is not valid", "分页参数无效"),
            new Text("Correct the parameter named in errors", "请更正 errors 中列出的参数"));

    private final Meaning meaning;

    PagingProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
