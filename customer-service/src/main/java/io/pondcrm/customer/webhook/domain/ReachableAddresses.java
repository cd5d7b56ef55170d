package io.pondcrm.customer.webhook.domain;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses a webhook may go to: those of the public internet, and networks that the operator
 * allows. Nobody who subscribes is to reach what stands inside with us (server-side request
 * forgery).
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA, IPv4
 *     special-purpose addresses</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IANA, IPv6
 *     special-purpose addresses</a>
 */
public final class ReachableAddresses {

    private static final List<Network> NOT_PUBLIC =
            Stream.of(
                            "0.0.0.0/8",
                            "10.0.0.0/8",
                            "100.64.0.0/10",
                            "127.0.0.0/8",
                            // Link-local, and where clouds keep their instances' metadata.
                            "169.254.0.0/16",
                            "168.63.129.16/32",
                            "172.16.0.0/12",
                            "192.0.0.0/24",
                            "192.0.2.0/24",
                            "192.31.196.0/24",
                            "192.52.193.0/24",
                            "192.88.99.0/24",
                            "192.168.0.0/16",
                            "192.175.48.0/24",
                            "198.18.0.0/15",
                            "198.51.100.0/24",
                            "203.0.113.0/24",
                            "224.0.0.0/4",
                            "240.0.0.0/4",
                            // Teredo and the like; documentation; 6to4, which holds any IPv4
                            // address.
                            "2001::/23",
                            "2001:db8::/32",
                            "2002::/16",
                            "3fff::/20")
                    .map(Network::parse)
                    .toList();

    /**
     * All that is given out in IPv6: loopback, mapped, NAT64, unique local and so on lie outside.
     */
    private static final Network IPV6_UNICAST = Network.parse("2000::/3");

    private final List<Network> allowed;

    /**
     * @param allowed networks that may be reached though they are not public, for example {@code
     *     10.20.0.0/16}
     * @throws IllegalArgumentException if one of them is no network
     */
    public ReachableAddresses(List<String> allowed) {
        this.allowed = allowed.stream().map(Network::parse).toList();
    }

    public boolean allow(InetAddress address) {
        var bytes = address.getAddress();
        if (allowed.stream().anyMatch(it -> it.contains(bytes))) {
            return true;
        }
        return (bytes.length == 4 || IPV6_UNICAST.contains(bytes))
                && NOT_PUBLIC.stream().noneMatch(it -> it.contains(bytes));
    }
}
