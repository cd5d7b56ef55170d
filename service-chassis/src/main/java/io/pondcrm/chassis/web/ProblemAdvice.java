package io.pondcrm.chassis.web;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.ProblemException;
import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Turns whatever leaves a controller as an exception into the one shape of problems. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private final StoreFailures storeFailures;

    ProblemAdvice(StoreFailures storeFailures) {
        this.storeFailures = storeFailures;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> problem(ProblemException problem) {
        return problem.toResponse();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(HttpMessageNotReadableException failure) {
        return PayloadReader.problem(failure.getMostSpecificCause()).toResponse();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalid(BindException failure) {
        var errors = new ArrayList<FieldError>();
        for (var error : failure.getFieldErrors()) {
            var message = String.valueOf(error.getDefaultMessage());
            errors.add(
                    new FieldError(
                            "/"
                                    + ValidationErrors.escape(error.getField())
                                            .replace('.', '/')
                                            .replace("[", "/")
                                            .replace("]", ""),
                            kebab(String.valueOf(error.getCode())),
                            new Text(plain(message), plain(message))));
        }
        return WebProblem.VALIDATION.because(errors);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalid(HandlerMethodValidationException failure) {
        var errors = new ArrayList<FieldError>();
        for (var result : failure.getParameterValidationResults()) {
            for (var error : result.getResolvableErrors()) {
                var message = plain(String.valueOf(error.getDefaultMessage()));
                var codes = error.getCodes();
                errors.add(
                        new FieldError(
                                "?" + result.getMethodParameter().getParameterName(),
                                codes == null ? "invalid" : kebab(codes[codes.length - 1]),
                                new Text(message, message)));
            }
        }
        return WebProblem.INVALID_PARAMETER.because(errors);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> missing(MissingServletRequestParameterException failure) {
        return WebProblem.INVALID_PARAMETER.because(
                List.of(
                        field(
                                "?" + failure.getParameterName(),
                                "required",
                                "This parameter is required",
                                "缺少必需的参数")));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> mismatch(MethodArgumentTypeMismatchException failure) {
        return WebProblem.INVALID_PARAMETER.because(
                List.of(
                        field(
                                "?" + failure.getName(),
                                "wrong-type",
                                "This is not of the documented type",
                                "与文档所述类型不符")));
    }

    @ExceptionHandler
    void callerHasGone(AsyncRequestNotUsableException gone) {
        LOG.debug("The caller has gone", gone);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> anythingElse(Exception failure, HttpServletRequest request) {
        if (failure instanceof ErrorResponse framework) {
            return withHeaders(typeOf(framework).because(), framework.getHeaders());
        }
        if (storeFailures.isUnavailable(failure)) {
            LOG.warn(
                    "{} {} found the store away: {}",
                    request.getMethod(),
                    request.getRequestURI(),
                    failure.getClass().getSimpleName());
            return WebProblem.UNAVAILABLE
                    .exception()
                    .header(HttpHeaders.RETRY_AFTER, "2")
                    .toResponse();
        }
        if (storeFailures.isConflict(failure)) {
            return WebProblem.CONFLICT
                    .exception()
                    .header(HttpHeaders.RETRY_AFTER, "1")
                    .toResponse();
        }
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
        return WebProblem.INTERNAL.because();
    }

    private static ProblemType typeOf(ErrorResponse framework) {
        return switch (framework.getStatusCode().value()) {
            case 404 -> WebProblem.NOT_FOUND;
            case 405 -> WebProblem.METHOD_NOT_ALLOWED;
            case 406 -> WebProblem.NOT_ACCEPTABLE;
            case 413 -> WebProblem.CONTENT_TOO_LARGE;
            case 415 -> WebProblem.UNSUPPORTED_MEDIA_TYPE;
            case 503 -> WebProblem.UNAVAILABLE;
            default ->
                    framework.getStatusCode().is4xxClientError()
                            ? WebProblem.UNREADABLE
                            : WebProblem.INTERNAL;
        };
    }

    private static ResponseEntity<ProblemDetail> withHeaders(
            ResponseEntity<ProblemDetail> answer, HttpHeaders more) {
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .headers(headers ->
                        more.forEach((name, values) -> {
                            if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
                                headers.put(name, values);
                            }
                        }))
                .body(answer.getBody());
    }

    static FieldError field(String pointer, String code, String en, String zh, Object... args) {
        return new FieldError(pointer, code, new Text(en, zh), List.of(args));
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private static String plain(String message) {
        return message.replace('{', '(').replace('}', ')');
    }
}
