package io.dering.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whose name is whose decides what a flood is refused for.
final class LegSeenTest {
  private static final String OFFER =
      """
      v=0\r
      m=audio 40001 UDP/TLS/RTP/SAVPF 111\r
      a=ice-ufrag:theirs\r
      a=ice-pwd:aaaaaaaaaaaaaaaaaaaaaaaa\r
      a=candidate:1 1 udp 2130706431 192.0.2.7 40003 typ host\r
      a=candidate:2 1 udp 1694498815 127.16.0.9 40004 typ srflx raddr 0.0.0.0 rport 0\r
      a=candidate:3 2 udp 2130706430 127.16.0.1 40002 typ host\r
      a=candidate:3 1 udp 2130706431 127.16.0.1 40001 typ host\r
      """;

  private static final String ANSWER =
      """
      v=0\r
      a=ice-lite\r
      a=ice-ufrag:ours\r
      a=candidate:1 1 udp 2130706431 127.0.0.1 10000 typ host\r
      """;

  @Test
  void theOfferIsTheAgentsAndTheAnswerTheGateways() {
    assertThat(LegSeen.in(OFFER, ANSWER))
        .isEqualTo(
            new LegSeen(
                "ours",
                "theirs",
                new InetSocketAddress(InetAddress.ofLiteral("127.16.0.1"), 40_001)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"typ host", "a=ice-ufrag"})
  void anOfferThatDoesNotTellItIsNoLeg(String needed) {
    assertThatThrownBy(() -> LegSeen.in(OFFER.replace(needed, "gone"), ANSWER))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anAnswerWithoutANameIsNoLeg() {
    assertThatThrownBy(() -> LegSeen.in(OFFER, ANSWER.replace("a=ice-ufrag", "a=x-ice-ufrag")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
