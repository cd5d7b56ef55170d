package io.pondcrm.chassis.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Holds each of our operations to its {@link RequiresScope}; one without it is closed to everybody.
 */
class ScopeCheck implements HandlerInterceptor {

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod operation) || !isOurs(operation)) {
            return true;
        }
        var required = operation.getMethodAnnotation(RequiresScope.class);
        if (required == null) {
            throw SecurityProblem.FORBIDDEN.exception("(none)");
        }
        var caller = Caller.current();
        if (Arrays.stream(required.value())
                .anyMatch(it -> it.equals(RequiresScope.PUBLIC) || caller.has(it))) {
            return true;
        }
        throw SecurityProblem.FORBIDDEN
                .exception(String.join(" / ", required.value()))
                .header(
                        "WWW-Authenticate",
                        "Bearer error=\"insufficient_scope\", scope=\""
                                + String.join(" ", required.value())
                                + "\"");
    }

    static boolean isOurs(HandlerMethod operation) {
        var type = operation.getBeanType();
        return type.getName().startsWith("io.pondcrm.")
                && !org.springframework.boot.webmvc.error.ErrorController.class.isAssignableFrom(
                        type);
    }
}
