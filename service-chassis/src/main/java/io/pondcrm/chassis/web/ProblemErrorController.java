package io.pondcrm.chassis.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The last resort: what the servlet container refused or a filter let fall, in the one shape of
 * problems.
 */
@Hidden
@RestController
class ProblemErrorController implements ErrorController {

    @RequestMapping("/error")
    ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        return switch (status instanceof Integer code ? code : 404) {
            case 404 -> WebProblem.NOT_FOUND.because();
            case 405 -> WebProblem.METHOD_NOT_ALLOWED.because();
            case 413 -> WebProblem.CONTENT_TOO_LARGE.because();
            case 415 -> WebProblem.UNSUPPORTED_MEDIA_TYPE.because();
            case 503 -> WebProblem.UNAVAILABLE.because();
            case 400, 414, 431 -> WebProblem.UNREADABLE.because();
            default -> WebProblem.INTERNAL.because();
        };
    }
}
