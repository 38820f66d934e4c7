package org.distrisocks.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.distrisocks.limit.Addresses;
import org.distrisocks.limit.Limit;
import org.junit.jupiter.api.Test;

/** With two connections from one origin and three in all. */
class OpenConnectionsTests {

    private final OpenConnections connections = new OpenConnections(ScriptedPeer.connectionLimits());

    @Test
    void countsByOrigin() {
        assertThat(connections.opened("a")).isNull();
        assertThat(connections.opened("a")).isNull();

        assertThat(connections.against("a")).isEqualTo(Limit.CONNECTIONS_PER_ADDRESS);
        assertThat(connections.against("b")).isNull();
        assertThat(connections.opened("a")).isEqualTo(Limit.CONNECTIONS_PER_ADDRESS);
    }

    @Test
    void countsAll() {
        connections.opened("a");
        connections.opened("b");
        connections.opened("c");

        assertThat(connections.against("d")).isEqualTo(Limit.CONNECTIONS);
    }

    @Test
    void hasRoomAgainForThoseThatClose() {
        connections.opened("a");
        connections.opened("a");
        connections.closed("a");

        assertThat(connections.against("a")).isNull();
    }

    @Test
    void limitsNothingWhenItIsOff() {
        OpenConnections unlimited = new OpenConnections(new ConnectionLimits(false, List.of(), 1, 1, 1, 1, 1, 1));
        unlimited.opened("a");

        assertThat(unlimited.opened("a")).isNull();
        assertThat(unlimited.against("a")).isNull();
    }

    @Test
    void takesANetworkOfIpv6ForOneOrigin() throws UnknownHostException {
        assertThat(origin("2001:db8:1:2::1")).isEqualTo(origin("2001:db8:1:2:ffff::9"));
        assertThat(origin("2001:db8:1:3::1")).isNotEqualTo(origin("2001:db8:1:2::1"));
        assertThat(origin("203.0.113.7")).isEqualTo("203.0.113.7");
    }

    private static String origin(String address) throws UnknownHostException {
        return Addresses.origin(InetAddress.getByName(address));
    }
}
