package io.pondcrm.chassis.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A TCP proxy between a service and what it depends on, which misbehaves when told to. Both ways
 * are affected alike. Safe for several threads.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int CHUNK = 16 * 1024;

    private final ServerSocket server;
    private final InetSocketAddress target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by lock.
    private Duration delay = Duration.ZERO;
    private boolean paused;
    private boolean refusing;
    private int resetsPerMille;
    private boolean closed;

    private FaultProxy(ServerSocket server, InetSocketAddress target) {
        this.server = server;
        this.target = target;
    }

    /**
     * Listens on 127.0.0.1.
     *
     * @param port where to listen; 0 for a free one
     */
    public static FaultProxy start(int port, InetSocketAddress target) {
        try {
            var proxy =
                    new FaultProxy(
                            new ServerSocket(port, 512, InetAddress.getLoopbackAddress()), target);
            Thread.ofVirtual().name("fault-proxy").start(proxy::accept);
            return proxy;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The same in front of a server on this machine, at a free port. */
    public static FaultProxy before(int targetPort) {
        return start(0, new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort));
    }

    public int port() {
        return server.getLocalPort();
    }

    /** How many connections clients have made so far, refused ones included. */
    public long accepted() {
        return accepted.get();
    }

    /** Holds back each chunk of data for this long; zero for not at all. */
    public void delay(Duration delay) {
        change(() -> this.delay = delay);
    }

    /** Accepts connections and data but passes nothing on, until {@link #resume}. */
    public void pause() {
        change(() -> paused = true);
    }

    public void resume() {
        change(() -> paused = false);
    }

    /** Resets new connections at once, until {@link #heal}; those that are open live on. */
    public void refuse() {
        change(() -> refusing = true);
    }

    /** Resets a connection at any chunk with this chance, in thousandths. */
    public void reset(int perMille) {
        change(() -> resetsPerMille = perMille);
    }

    /** Resets every connection that is open now. */
    public void cut() {
        open.forEach(FaultProxy::reset);
    }

    /** No faults any more. */
    public void heal() {
        change(() -> {
            delay = Duration.ZERO;
            paused = false;
            refusing = false;
            resetsPerMille = 0;
        });
    }

    @Override
    public void close() {
        change(() -> closed = true);
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        cut();
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                accepted.incrementAndGet();
                Thread.ofVirtual().name("fault-proxy-connect").start(() -> connect(client));
            } catch (IOException over) {
                // Closed: the loop ends. Anything else concerns one client only.
            }
        }
    }

    private void connect(Socket client) {
        lock.lock();
        boolean refused;
        try {
            refused = refusing;
        } finally {
            lock.unlock();
        }
        if (refused) {
            reset(client);
            return;
        }
        var upstream = new Socket();
        try {
            upstream.connect(target, 5_000);
        } catch (IOException targetAway) {
            reset(client);
            return;
        }
        open.add(client);
        open.add(upstream);
        Thread.ofVirtual().name("fault-proxy-up").start(() -> pump(client, upstream));
        Thread.ofVirtual().name("fault-proxy-down").start(() -> pump(upstream, client));
    }

    private void pump(Socket from, Socket to) {
        var buffer = new byte[CHUNK];
        try (from;
                to) {
            var source = from.getInputStream();
            var sink = to.getOutputStream();
            for (var read = source.read(buffer); read >= 0; read = source.read(buffer)) {
                if (!mayPass()) {
                    reset(from);
                    reset(to);
                    return;
                }
                sink.write(buffer, 0, read);
            }
        } catch (IOException gone) {
            // One side went away; closing both tells the other.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    /** Waits as long as the faults say; false if the connection must be reset. */
    private boolean mayPass() {
        lock.lock();
        try {
            var left = delay.toNanos();
            while (left > 0 && !closed && !delay.isZero()) {
                left = changed.awaitNanos(left);
            }
            while (paused && !closed) {
                changed.await(1, TimeUnit.MINUTES);
            }
            return !closed && ThreadLocalRandom.current().nextInt(1000) >= resetsPerMille;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0); // RST instead of FIN
        } catch (SocketException alreadyClosed) {
            return;
        }
        try {
            socket.close();
        } catch (IOException gone) {
            // That is what was wanted.
        }
    }
}
