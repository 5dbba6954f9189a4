package io.dering.bench.lean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LoopbacksTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 254, 255, 1_999, Loopbacks.MAX - 1})
  void everyFarEndHasALoopbackAddressAndIsFoundByIt(int index) {
    InetAddress address = Route.address(Loopbacks.address(index));
    assertThat(address.isLoopbackAddress()).isTrue();
    assertThat(Loopbacks.index(Route.number(address))).isEqualTo(index);
  }

  @Test
  void noTwoShareOne() {
    assertThat(IntStream.range(0, 10_000).map(Loopbacks::address).distinct().count())
        .isEqualTo(10_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.16.0.0", "127.32.0.1", "10.0.0.1", "192.0.2.1"})
  void otherAddressesAreNobodys(String address) {
    assertThat(Loopbacks.index(Route.number(InetAddress.ofLiteral(address)))).isNegative();
  }

  @Test
  void thereIsAnEndToThem() {
    assertThatThrownBy(() -> Loopbacks.address(Loopbacks.MAX))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
