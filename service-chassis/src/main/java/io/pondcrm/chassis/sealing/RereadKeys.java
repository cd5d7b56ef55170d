package io.pondcrm.chassis.sealing;

import java.security.GeneralSecurityException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wraps with the keys of a file, and reads it again while the service runs: every few seconds, and
 * when a key is missing. So a key can be added to the file, and an old one taken away, without a
 * restart. A file that is damaged meanwhile changes nothing.
 */
final class RereadKeys implements KeyEncryption {

    private static final Logger LOG = LoggerFactory.getLogger(RereadKeys.class);
    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

    private final String name;
    private FileKeys.FileKeyEncryption keys;
    private long readAt = System.nanoTime();

    RereadKeys(String name) {
        this.name = name;
        this.keys = FileKeys.read(name).wrapping();
    }

    @Override
    public String current() {
        return fresh().current();
    }

    @Override
    public byte[] wrap(byte[] key, byte[] context) throws GeneralSecurityException {
        return fresh().wrap(key, context);
    }

    @Override
    public byte[] unwrap(byte[] wrapped, byte[] context) throws GeneralSecurityException {
        try {
            return fresh().unwrap(wrapped, context);
        } catch (GeneralSecurityException unknown) {
            return reread().unwrap(wrapped, context);
        }
    }

    private synchronized FileKeys.FileKeyEncryption fresh() {
        return System.nanoTime() - readAt < FRESH_NANOS ? keys : reread();
    }

    private synchronized FileKeys.FileKeyEncryption reread() {
        try {
            keys = FileKeys.read(name).wrapping();
        } catch (RuntimeException damaged) {
            LOG.warn("The file of keys can't be read again; those read before stay", damaged);
        }
        readAt = System.nanoTime();
        return keys;
    }
}
