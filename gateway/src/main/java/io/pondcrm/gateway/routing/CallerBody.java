package io.pondcrm.gateway.routing;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.jspecify.annotations.Nullable;

/** The caller's body on its way through: read piece by piece, never kept. */
final class CallerBody extends AbstractHttpEntity {

    private static final int PIECE = 16 * 1024;

    /** The caller broke off, so that no service is to blame. */
    static final class BrokenOff extends RuntimeException {
        BrokenOff(IOException cause) {
            super(cause);
        }
    }

    private final HttpServletRequest request;
    private final long length;

    private CallerBody(HttpServletRequest request, long length) {
        super((String) null, null, length < 0);
        this.request = request;
        this.length = length;
    }

    static @Nullable CallerBody of(HttpServletRequest request) {
        var length = request.getContentLengthLong();
        return length > 0 || (length < 0 && request.getHeader("Transfer-Encoding") != null)
                ? new CallerBody(request, length)
                : null;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        var in = open();
        var piece = new byte[length > 0 ? (int) Math.min(length, PIECE) : PIECE];
        for (var read = read(in, piece); read >= 0; read = read(in, piece)) {
            out.write(piece, 0, read);
        }
    }

    private InputStream open() {
        try {
            return request.getInputStream();
        } catch (IOException e) {
            throw new BrokenOff(e);
        }
    }

    private static int read(InputStream in, byte[] piece) {
        try {
            return in.read(piece);
        } catch (IOException e) {
            throw new BrokenOff(e);
        }
    }

    @Override
    public InputStream getContent() throws IOException {
        return request.getInputStream();
    }

    @Override
    public long getContentLength() {
        return length;
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public boolean isStreaming() {
        return true;
    }

    @Override
    public void close() {
        // The container closes its own stream.
    }
}
