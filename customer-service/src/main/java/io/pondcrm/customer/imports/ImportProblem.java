package io.pondcrm.customer.imports;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

/** What can go wrong with imports. */
enum ImportProblem implements ProblemType {
    SYSTEM_REQUIRED(
            HttpStatus.BAD_REQUEST,
            new Text("Which partner system?", "缺少合作伙伴系统"),
            new Text(
                    "Add ?system= with the name of the system whose keys the file uses, up to 40"
                            + " lower-case letters, digits and hyphens",
                    "请添加 ?system= 参数，指明文件中编号所属的系统，使用不超过 40 个小写字母、数字和连字符")),
    FOREIGN_SYSTEM(
            HttpStatus.FORBIDDEN,
            new Text("Not your system", "不是您的系统"),
            new Text(
                    "Your token is bound to the system {0}: import into that one",
                    "您的令牌绑定到系统 {0}，请导入到该系统")),
    ENCODED_CONTENT(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            new Text("The content is encoded", "内容已编码"),
            new Text(
                    "Send the file as it is, without Content-Encoding",
                    "请直接发送文件，不使用 Content-Encoding")),
    EMPTY_FILE(
            HttpStatus.UNPROCESSABLE_CONTENT,
            new Text("The file is empty", "文件为空"),
            new Text("The first row of a CSV file names its columns", "CSV 文件的第一行应为列名")),
    UNREADABLE_HEADER(
            HttpStatus.UNPROCESSABLE_CONTENT,
            new Text("The header can't be read", "无法读取表头"),
            new Text(
                    "Check quotation marks and length of the first row, and that no column stands"
                            + " twice",
                    "请检查第一行的引号和长度，并确认没有重复的列名")),
    COLUMNS_MISSING(
            HttpStatus.UNPROCESSABLE_CONTENT,
            new Text("Columns are missing", "缺少列"),
            new Text(
                    "The file has no column for: {0}. Check the delimiter, or store a mapping",
                    "文件中没有对应以下字段的列：{0}。请检查分隔符，或保存映射")),
    NO_SUCH_IMPORT(
            HttpStatus.NOT_FOUND,
            new Text("Not found", "未找到"),
            new Text("There is no such import, or it is not yours", "没有此导入任务，或它不属于您"));

    private final Meaning meaning;

    ImportProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
