package io.pondcrm.gateway.routing;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/** What a service answered, on its way to the caller. */
record ServiceAnswer(String service, ClassicHttpResponse answer) {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceAnswer.class);
    private static final int PIECE = 16 * 1024;

    void writeTo(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (answer) {
            copyHeaders(response);
            var body = answer.getEntity();
            if (body != null) {
                copy(body, request, response);
            }
        }
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
                // A cut connection is the only way left to say that the answer is not whole.
                throw new IOException(service + " broke off in the middle of its answer", broken);
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
