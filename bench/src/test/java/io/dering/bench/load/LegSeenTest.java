package io.dering.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/// Whose name is whose decides what a flood is refused for.
final class LegSeenTest {
  private static final String OFFER =
      """
      v=0\r
      m=audio 40001 UDP/TLS/RTP/SAVPF 111\r
      a=ice-ufrag:theirs\r
      a=ice-pwd:aaaaaaaaaaaaaaaaaaaaaaaa\r
      a=candidate:1 1 udp 2130706431 127.16.0.1 40001 typ host\r
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

  @Test
  void sdpThatDoesNotTellItIsNoLeg() {
    assertThatThrownBy(() -> LegSeen.in(OFFER.replace("typ host", "typ srflx"), ANSWER))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
