package io.pondcrm.chassis.http;

import io.pondcrm.kernel.Sha256;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * The ids of what a request is about to create: the same at each retry with the same {@code
 * Idempotency-Key}, also after a crash half-way. So an insert that is repeated meets the document
 * of the first attempt under the very {@code _id}, and answers with it. Without a key they are
 * fresh each time. A controller method takes it as an argument.
 */
public final class NewId {

    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final UUID seed;

    private NewId(UUID seed) {
        this.seed = seed;
    }

    /**
     * @param seed a UUIDv7 that no one else has
     */
    public static NewId of(UUID seed) {
        return new NewId(seed);
    }

    /** The id of the one thing that the request creates: a UUIDv7. */
    public UUID uuid() {
        return seed;
    }

    /**
     * The id of one of many things: a UUIDv7 of the same millisecond.
     *
     * @param index the thing's place in the request
     */
    public UUID at(int index) {
        var random = ByteBuffer.wrap(Sha256.of(seed + "/" + index));
        var high =
                seed.getMostSignificantBits() & ~0xffffL | VERSION_7 | random.getLong() & 0x0fffL;
        return new UUID(high, random.getLong() & ~0xc000_0000_0000_0000L | VARIANT);
    }
}
