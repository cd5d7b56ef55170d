package io.pondcrm.customer.webhook.domain;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A range of IP addresses.
 *
 * @param prefix the first address, 4 or 16 bytes
 * @param bits how many leading bits are the same in all of them
 */
record Network(byte[] prefix, int bits) {

    /**
     * @param written for example {@code 10.0.0.0/8} or {@code 2001:db8::/32}
     * @throws IllegalArgumentException if it is none
     */
    static Network parse(String written) {
        var slash = written.indexOf('/');
        var address = slash < 0 ? "" : written.substring(0, slash);
        // Letters and digits of a literal only: nothing may be looked up here.
        if (!address.matches("[0-9a-fA-F.:]+")) {
            throw new IllegalArgumentException("No network: " + written);
        }
        try {
            var prefix = InetAddress.getByName(address).getAddress();
            var bits = Integer.parseInt(written.substring(slash + 1));
            if (bits < 0 || bits > prefix.length * 8) {
                throw new IllegalArgumentException("No network: " + written);
            }
            return new Network(prefix, bits);
        } catch (UnknownHostException | NumberFormatException none) {
            throw new IllegalArgumentException("No network: " + written, none);
        }
    }

    boolean contains(byte[] address) {
        if (address.length != prefix.length) {
            return false;
        }
        for (var bit = 0; bit < bits; bit++) {
            var mask = 0x80 >> (bit % 8);
            if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
