package io.pondcrm.gateway.limits;

import io.pondcrm.gateway.routing.domain.Destination;
import io.pondcrm.gateway.routing.domain.RouteTable;
import io.pondcrm.gateway.routing.domain.Traffic;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a body that is too large for its route: at once where its length is announced, else as
 * soon as too much has come.
 */
final class BodyFilter extends OncePerRequestFilter {

    private final RouteTable table;
    private final LimitSettings settings;

    BodyFilter(RouteTable table, LimitSettings settings) {
        this.table = table;
        this.settings = settings;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var length = request.getContentLengthLong();
        var isOpenEnded = length < 0 && request.getHeader("Transfer-Encoding") != null;
        if (length <= 0 && !isOpenEnded) {
            chain.doFilter(request, response);
            return;
        }
        var most = mostBytes(request);
        if (length > most) {
            LimitProblem.BODY_TOO_LARGE.exception(String.valueOf(most)).writeTo(request, response);
        } else {
            chain.doFilter(isOpenEnded ? new Counted(request, most) : request, response);
        }
    }

    private long mostBytes(HttpServletRequest request) {
        var traffic =
                table.find(request.getMethod(), request.getServletPath(), null)
                                instanceof Destination.Service(var route)
                        ? route.traffic()
                        : Traffic.USUAL;
        return settings.most(traffic);
    }

    private static final class Counted extends HttpServletRequestWrapper {

        private final long most;

        Counted(HttpServletRequest request, long most) {
            super(request);
            this.most = most;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new CountedStream(super.getInputStream(), most);
        }

        @Override
        public BufferedReader getReader() throws IOException {
            return new BufferedReader(
                    new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    private static final class CountedStream extends ServletInputStream {

        private final ServletInputStream stream;
        private final long most;
        private long read;

        CountedStream(ServletInputStream stream, long most) {
            this.stream = stream;
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            var one = stream.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            var some = stream.read(into, from, length);
            count(Math.max(0, some));
            return some;
        }

        private void count(int more) {
            read += more;
            if (read > most) {
                throw LimitProblem.BODY_TOO_LARGE.exception(String.valueOf(most));
            }
        }

        @Override
        public boolean isFinished() {
            return stream.isFinished();
        }

        @Override
        public boolean isReady() {
            return stream.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            stream.setReadListener(listener);
        }
    }
}
