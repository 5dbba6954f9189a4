package io.dering.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Both ways to a socket; all other tests take the one that this machine has.
final class PortsTest {
  private static final byte AYU = 'a';
  private static final byte CUSTOMER = 'c';

  @AfterEach
  void forget() {
    System.clearProperty("dering.udp");
  }

  @Test
  void batchesWhereThisIsLinuxAndAllAddressesAreIpv4AndNettyElsewhere() throws Exception {
    InetAddress four = InetAddress.getByName("192.0.2.1");
    InetAddress six = InetAddress.getByName("2001:db8::1");
    assertThat(ports("0.0.0.0", List.of(four))).isInstanceOf(BatchedPorts.class);
    assertThat(ports("0.0.0.0", List.of(four, six))).isInstanceOf(NettyPorts.class);
    assertThat(ports("::", List.of(four))).isInstanceOf(NettyPorts.class);
    System.setProperty("dering.udp", "netty");
    assertThat(ports("0.0.0.0", List.of(four))).isInstanceOf(NettyPorts.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"batched", "netty"})
  void twoHearEachOtherAndAStrangerIsCounted(String udp) {
    System.setProperty("dering.udp", udp);
    Peers peers = new Peers();
    Attacker stranger = new Attacker(peers.gateway.port());
    try {
      Peers.Leg customer = peers.customer().ready();
      Peers.Leg ayu = peers.agent().ready();
      customer.there().play(voice(CUSTOMER));
      ayu.there().play(voice(AYU));
      MediaCall call = peers.gateway.call(customer.here());
      call.attach(ayu.here());
      call.openGate();
      ayu.thereEar().await(CUSTOMER);
      customer.thereEar().await(AYU);

      long before = peers.totals().strangers();
      stranger.send(HostileTraffic.rtp(1, 1));
      stranger.send(new byte[0]);
      stranger.send(new byte[1_501]);
      stranger.send(HostileTraffic.check("nobody:us", "", 1));
      Peers.until("four strangers are counted", () -> peers.totals().strangers() >= before + 4);
      assertThat(stranger.received()).isEmpty();
    } finally {
      stranger.close();
      peers.close();
    }
  }

  private static Ports ports(String bind, List<InetAddress> advertised)
      throws UnknownHostException {
    try (Slots slots = new Slots()) {
      return Ports.of(
          slots.loop(),
          new MediaServer.Settings(
              new InetSocketAddress(InetAddress.getByName(bind), 0), advertised));
    }
  }

  private static FrameSource voice(byte who) {
    return (buffer, offset, _) -> {
      buffer[offset] = (byte) 0xF8;
      buffer[offset + 1] = who;
      return 2;
    };
  }
}
