package io.dering.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InetAddressPolicyTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "224.0.0.251",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:10.0.0.1",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fdff::1",
        "ff02::fb",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:c0a8:1::1",
        "2001:0:1::1",
        "100::1",
        "4000::1"
      })
  void privateAndSpecialAddressesAreRefused(String literal) {
    InetAddress address = InetAddress.ofLiteral(literal);
    assertThat(InetAddressPolicy.PUBLIC_ONLY.allows(address)).isFalse();
    assertThat(InetAddressPolicy.ALLOW_ALL.allows(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.0.0.1",
        "128.0.0.1",
        "157.240.1.9",
        "169.253.1.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.0.1.1",
        "192.167.0.1",
        "192.169.0.1",
        "198.17.0.1",
        "198.20.0.1",
        "223.255.255.255",
        "2a03:2880::9c",
        "2001:4860:4860::8888",
        "64:ff9b::102:304",
        "2002:102:304::1",
        "::ffff:157.240.1.9"
      })
  void globallyRoutableAddressesAreAllowed(String literal) {
    assertThat(InetAddressPolicy.PUBLIC_ONLY.allows(InetAddress.ofLiteral(literal))).isTrue();
  }
}
