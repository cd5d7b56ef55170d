package io.pondcrm.local.store;

import de.bwaldvogel.mongo.bson.Document;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port. Answers leave when the journal is on disk, and no thread waits for that: however few
 * threads there are, all writers share one force of the disk.
 */
final class WireServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WireServer.class);
    private static final int BACKLOG = 200;

    private final EventLoopGroup accepting =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoopGroup working =
            new MultiThreadIoEventLoopGroup(
                    Math.max(2, Runtime.getRuntime().availableProcessors()),
                    NioIoHandler.newFactory());
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final AtomicInteger lastReply = new AtomicInteger();
    private final StoreBackend backend;
    private final Channel listening;

    WireServer(StoreBackend backend, int port) {
        this.backend = backend;
        var bootstrap =
                new ServerBootstrap()
                        .group(accepting, working)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        channel.pipeline()
                                                .addLast(new WireMessages(), new Connection());
                                    }
                                });
        try {
            this.listening =
                    bootstrap
                            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                            .syncUninterruptibly()
                            .channel();
        } catch (RuntimeException e) {
            shutDown();
            throw e;
        }
    }

    int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** One client. */
    private final class Connection extends SimpleChannelInboundHandler<WireMessages.Request> {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            clients.add(context.channel());
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, WireMessages.Request request) {
            try {
                answer(context.channel(), request);
            } catch (OutOfMemoryError e) {
                Journal.halt("the heap is full; give it more (-Xmx) or use MongoDB", e);
            }
        }

        private void answer(Channel channel, WireMessages.Request request) {
            Document body = request.body();
            String command = body.keySet().iterator().next();
            StoreBackend.Answer answer =
                    backend.execute(channel, request.database(), command, body);
            ByteBuf reply =
                    WireMessages.reply(
                            request, lastReply.incrementAndGet(), encoded(answer.reply()));
            backend.journal().whenDurable(answer.position(), () -> channel.writeAndFlush(reply));
        }

        private static byte[] encoded(Document reply) {
            try {
                return DocumentBytes.encodeReply(reply);
            } catch (RuntimeException e) {
                log.warn("A reply could not be encoded", e);
                return DocumentBytes.encodeReply(
                        new Document("ok", 0.0)
                                .append("errmsg", "The reply could not be encoded: " + e)
                                .append("code", 8));
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            backend.handleClose(context.channel());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            log.debug("connection given up", cause);
            context.close();
        }
    }

    /** Lets commands finish whose changes are with the journal already, then hangs up. */
    @Override
    public void close() {
        listening.close().syncUninterruptibly();
        clients.close().syncUninterruptibly();
        shutDown();
    }

    private void shutDown() {
        accepting.shutdownGracefully(0, 2, TimeUnit.SECONDS);
        working.shutdownGracefully(0, 2, TimeUnit.SECONDS);
        accepting.terminationFuture().syncUninterruptibly();
        working.terminationFuture().syncUninterruptibly();
    }
}
