package io.dering.transport.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EndpointTest {
  @ParameterizedTest
  @CsvSource({"0.0.0.0, 0", "127.0.0.1, 5004", "192.0.2.255, 65535", "255.255.255.255, 65535"})
  void anAddressIsFoundAgainInItsNumber(String host, int port) {
    InetSocketAddress address = new InetSocketAddress(host, port);
    long endpoint = Endpoint.of(address);
    assertThat(endpoint).isNotEqualTo(Endpoint.NONE);
    assertThat(Endpoint.toSocketAddress(endpoint)).isEqualTo(address);
  }

  @Test
  void neighboursDiffer() {
    assertThat(Endpoint.of(new InetSocketAddress("10.0.0.1", 2)))
        .isNotEqualTo(Endpoint.of(new InetSocketAddress("10.0.0.2", 1)));
  }

  @Test
  void anotherFamilyHasNone() throws UnknownHostException {
    assertThat(Endpoint.of(new InetSocketAddress(InetAddress.getByAddress(new byte[16]), 5004)))
        .isEqualTo(Endpoint.NONE);
    assertThat(Endpoint.of(InetSocketAddress.createUnresolved("example.org", 1)))
        .isEqualTo(Endpoint.NONE);
  }
}
