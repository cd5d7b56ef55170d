package io.pondcrm.local.store;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Cuts the stream of bytes into requests: OP_MSG, and OP_QUERY with which drivers say hello. */
final class WireMessages extends ByteToMessageDecoder {

    /** A command, and how its answer must be addressed. */
    record Request(int id, boolean old, String database, Document body) {}

    private static final int OP_REPLY = 1;
    private static final int OP_QUERY = 2004;
    private static final int OP_MSG = 2013;
    private static final int HEADER = 16;
    private static final int CHECKSUM_PRESENT = 1;
    private static final int MORE_TO_COME = 2;
    private static final int CHECKSUM_BYTES = 4;

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
            throws IOException {
        if (in.readableBytes() < HEADER) {
            return;
        }
        int length = in.getIntLE(in.readerIndex());
        if (length < HEADER || length > MongoWireProtocolHandler.MAX_MESSAGE_SIZE_BYTES) {
            throw new IOException("a message of %d bytes".formatted(length));
        }
        if (in.readableBytes() < length) {
            return;
        }
        byte[] message = new byte[length];
        in.readBytes(message);
        out.add(read(message));
    }

    private static Request read(byte[] message) throws IOException {
        var reader = new DocumentBytes.Reader(message, 4);
        int id = reader.integer();
        int _ = reader.integer();
        return switch (reader.integer()) {
            case OP_MSG -> message(id, reader, message.length);
            case OP_QUERY -> query(id, reader);
            default -> throw new IOException("a message of an unknown kind");
        };
    }

    private static Request message(int id, DocumentBytes.Reader reader, int length)
            throws IOException {
        int flags = reader.integer();
        if ((flags & MORE_TO_COME) != 0) {
            throw new IOException("a write that wants no answer (w: 0)");
        }
        int end = (flags & CHECKSUM_PRESENT) != 0 ? length - CHECKSUM_BYTES : length;
        var body = new Document();
        var sequences = new Document();
        while (reader.position() < end) {
            if (reader.oneByte() == 0) {
                body = reader.document();
            } else {
                int sectionEnd = reader.position();
                sectionEnd += reader.integer();
                String name = reader.name();
                var documents = new ArrayList<Document>();
                while (reader.position() < sectionEnd) {
                    documents.add(reader.document());
                }
                sequences.put(name, documents);
            }
        }
        body.putAll(sequences);
        return new Request(id, false, Options.text(body, "$db"), body);
    }

    private static Request query(int id, DocumentBytes.Reader reader) {
        int _ = reader.integer();
        String namespace = reader.name();
        int _ = reader.integer();
        int _ = reader.integer();
        Document query = reader.document();
        Document body = query.get("$query") instanceof Document wrapped ? wrapped : query;
        return new Request(id, true, namespace.substring(0, namespace.indexOf('.')), body);
    }

    /** The answer as bytes, in the form that the request came in. */
    static ByteBuf reply(Request request, int id, byte[] body) {
        ByteBuf head = Unpooled.buffer(HEADER + 20);
        int rest = request.old() ? 20 : 5;
        head.writeIntLE(HEADER + rest + body.length).writeIntLE(id).writeIntLE(request.id());
        if (request.old()) {
            head.writeIntLE(OP_REPLY).writeIntLE(0).writeLongLE(0).writeIntLE(0).writeIntLE(1);
        } else {
            head.writeIntLE(OP_MSG).writeIntLE(0).writeByte(0);
        }
        return Unpooled.wrappedBuffer(head, Unpooled.wrappedBuffer(body));
    }
}
