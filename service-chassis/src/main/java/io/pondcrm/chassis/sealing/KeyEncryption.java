package io.pondcrm.chassis.sealing;

import java.security.GeneralSecurityException;

/**
 * Wraps the keys of subjects, so that a store full of them opens nothing. By default keys of a file
 * do it; a bean of this type may ask a key service instead. Safe for use by many threads.
 */
public interface KeyEncryption {

    /** Names the key that {@link #wrap} uses now; kept beside what it wrapped. */
    String current();

    /**
     * Encrypts a key.
     *
     * @param context what the wrapped key is good for: it unwraps with the same only
     * @throws GeneralSecurityException if that does not work now
     */
    byte[] wrap(byte[] key, byte[] context) throws GeneralSecurityException;

    /**
     * Gives the key back.
     *
     * @throws GeneralSecurityException if no key that is still known wrapped this, or not for this
     *     context
     */
    byte[] unwrap(byte[] wrapped, byte[] context) throws GeneralSecurityException;
}
