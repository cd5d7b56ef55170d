package io.pondcrm.gateway.routing;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import org.springframework.http.HttpStatus;

enum ServiceProblem implements ProblemType {
    SERVICE_AWAY(
            HttpStatus.SERVICE_UNAVAILABLE,
            new Text("A service is away", "服务暂时不可用"),
            new Text(
                    "The {0} service can't be reached just now; try again after the time in Retry-After",
                    "暂时无法连接 {0} 服务；请在 Retry-After 指定的时间后重试")),
    SERVICE_BROKE_OFF(
            HttpStatus.SERVICE_UNAVAILABLE,
            new Text("A service broke off", "服务中断"),
            new Text(
                    "The {0} service broke off before it answered; the work may or may not be done:"
                            + " repeat it with the same Idempotency-Key",
                    "{0} 服务在应答前中断；操作可能已完成，也可能未完成：请使用相同的 Idempotency-Key 重试")),
    SERVICE_TOO_SLOW(
            HttpStatus.GATEWAY_TIMEOUT,
            new Text("A service took too long", "服务响应超时"),
            new Text(
                    "The {0} service did not answer in time; the work may still be done:"
                            + " repeat it with the same Idempotency-Key",
                    "{0} 服务未及时应答；操作可能仍会完成：请使用相同的 Idempotency-Key 重试")),
    SERVICE_FAILED(
            HttpStatus.BAD_GATEWAY,
            new Text("A service failed", "服务出错"),
            new Text(
                    "The {0} service gave an answer that is none; please report it with the traceId",
                    "{0} 服务返回了无效应答；请附上 traceId 报告此问题")),
    SERVICE_UNNAMED(
            HttpStatus.BAD_REQUEST,
            new Text("Name a service", "请指定服务"),
            new Text(
                    "Each service has its own: add ?service= with one of {0}",
                    "每个服务各有一份：请添加 ?service= 参数，取值为 {0} 之一"));

    private final Meaning meaning;

    ServiceProblem(HttpStatus status, Text title, Text detail) {
        meaning = new Meaning(status, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
