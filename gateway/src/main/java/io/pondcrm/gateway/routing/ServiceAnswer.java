package io.pondcrm.gateway.routing;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerResponse;

/** What a service answered, on its way to the caller. */
final class ServiceAnswer implements ServerResponse {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceAnswer.class);
    private static final String BROKEN = ServiceAnswer.class.getName() + ".broken";
    private static final int PIECE = 16 * 1024;

    private final String service;
    private final ClassicHttpResponse answer;

    /** What the gateway itself adds. */
    private final ServerResponse frame;

    ServiceAnswer(String service, ClassicHttpResponse answer) {
        this.service = service;
        this.answer = answer;
        frame =
                ServerResponse.status(answer.getCode())
                        .build((request, response) -> {
                            copyTo(request, response);
                            return null;
                        });
    }

    @Override
    public HttpStatusCode statusCode() {
        return frame.statusCode();
    }

    @Override
    public HttpHeaders headers() {
        return frame.headers();
    }

    @Override
    public MultiValueMap<String, Cookie> cookies() {
        return frame.cookies();
    }

    @Override
    public @Nullable ModelAndView writeTo(
            HttpServletRequest request, HttpServletResponse response, Context context)
            throws ServletException, IOException {
        return frame.writeTo(request, response, context);
    }

    /** What a container answers when its application can't is no answer for our callers. */
    boolean isUsable() {
        if (answer.getCode() != 400 && answer.getCode() < 500) {
            return true;
        }
        var type = answer.getFirstHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.getValue().contains("json");
    }

    /** Whether an answer was begun that can't be finished. */
    static boolean isBroken(ServletRequest request) {
        return request.getAttribute(BROKEN) != null;
    }

    private void copyTo(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            copyHeaders(response);
            var body = answer.getEntity();
            if (body != null) {
                copy(body, request, response);
            }
        } finally {
            drop();
        }
    }

    /** Lets go of an answer. What is unread stays unread: closing politely would read it all. */
    void drop() {
        ((ModalCloseable) answer).close(CloseMode.IMMEDIATE);
    }

    private void copyHeaders(HttpServletResponse response) {
        var ofThisHop = ofThisHop();
        for (var header : answer.getHeaders()) {
            if (header.getName().equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
                response.setContentLengthLong(Long.parseLong(header.getValue()));
            } else if (HopHeaders.passesToCaller(header.getName())
                    && !ofThisHop.contains(header.getName())) {
                response.addHeader(header.getName(), header.getValue());
            }
        }
    }

    private Set<String> ofThisHop() {
        var connection = answer.getHeaders(HttpHeaders.CONNECTION);
        return connection.length == 0
                ? Set.of()
                : HopHeaders.named(
                        Collections.enumeration(
                                List.of(connection).stream().map(Header::getValue).toList()));
    }

    private void copy(HttpEntity body, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var length = body.getContentLength();
        var piece = new byte[length > 0 ? (int) Math.min(length, PIECE) : PIECE];
        var isStream = isEventStream(body.getContentType());
        var out = response.getOutputStream();
        try {
            var in = body.getContent();
            for (var read = in.read(piece); read >= 0; read = in.read(piece)) {
                if (!reachesCaller(out, piece, read, isStream)) {
                    return;
                }
            }
        } catch (IOException broken) {
            if (response.isCommitted()) {
                LOG.warn("{} broke off in the middle of its answer", service);
                request.setAttribute(BROKEN, true);
                return;
            }
            response.reset();
            ServiceProblem.SERVICE_BROKE_OFF
                    .exception(service)
                    .header(HttpHeaders.RETRY_AFTER, "1")
                    .writeTo(request, response);
        }
    }

    /** Whether the caller still listens. */
    private static boolean reachesCaller(
            ServletOutputStream out, byte[] piece, int length, boolean atOnce) {
        try {
            out.write(piece, 0, length);
            if (atOnce) {
                out.flush();
            }
            return true;
        } catch (IOException gone) {
            LOG.debug("The caller has gone", gone);
            return false;
        }
    }

    private static boolean isEventStream(@Nullable String contentType) {
        return contentType != null && contentType.startsWith("text/event-stream");
    }
}
