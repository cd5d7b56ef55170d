package io.pondcrm.chassis.web;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.QueryFields;
import io.pondcrm.chassis.basics.Text;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses query fields that an operation does not know. A filter that is spelled wrong would
 * otherwise filter nothing, and its caller would take every customer for the few that he asked for.
 */
class QueryFieldCheck implements HandlerInterceptor {

    private final Map<Method, TreeSet<String>> known = new ConcurrentHashMap<>();
    private final ParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getQueryString() == null
                || request.getDispatcherType() != DispatcherType.REQUEST
                || !(handler instanceof HandlerMethod operation)
                || !operation.getBeanType().getName().startsWith("io.pondcrm.")) {
            return true;
        }
        var allowed = known.computeIfAbsent(operation.getMethod(), _ -> fieldsOf(operation));
        var unknown =
                request.getParameterMap().keySet().stream()
                        .filter(name -> !allowed.contains(name))
                        .sorted()
                        .map(name -> error(name, allowed))
                        .toList();
        if (!unknown.isEmpty()) {
            throw WebProblem.UNKNOWN_FIELD.exception(unknown);
        }
        return true;
    }

    private static FieldError error(String name, TreeSet<String> allowed) {
        return new FieldError(
                "?" + name,
                "unknown-field",
                allowed.isEmpty()
                        ? new Text("This operation takes no query fields", "此操作不接受任何查询参数")
                        : new Text("This operation takes {0}", "此操作接受的查询参数为 {0}"),
                List.of(String.join(", ", allowed)));
    }

    private TreeSet<String> fieldsOf(HandlerMethod operation) {
        var fields = new TreeSet<String>();
        for (var parameter : operation.getMethodParameters()) {
            var field = parameter.getParameterAnnotation(RequestParam.class);
            if (field != null) {
                fields.add(nameOf(parameter, field));
            }
            var several = parameter.getParameterType().getAnnotation(QueryFields.class);
            if (several != null) {
                fields.addAll(List.of(several.value()));
            }
        }
        return fields;
    }

    private String nameOf(MethodParameter parameter, RequestParam field) {
        parameter.initParameterNameDiscovery(names);
        return field.name().isEmpty() ? String.valueOf(parameter.getParameterName()) : field.name();
    }
}
