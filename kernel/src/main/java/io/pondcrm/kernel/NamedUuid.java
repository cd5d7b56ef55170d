package io.pondcrm.kernel;

import java.nio.ByteBuffer;
import java.util.UUID;

/** UUIDs made of names: what is made twice under one name is one thing. */
public final class NamedUuid {

    private NamedUuid() {}

    /**
     * The one UUID of a name.
     *
     * @return a UUIDv8 (RFC 9562) of the name's SHA-256
     */
    public static UUID of(String name) {
        var hash = ByteBuffer.wrap(Sha256.of(name));
        return new UUID(
                hash.getLong() & ~0xf000L | 0x8000L,
                hash.getLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L);
    }
}
