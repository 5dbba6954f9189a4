package io.dering.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.bridge.BridgedCall.Packet;
import io.dering.media.net.Conditions;
import io.dering.media.net.EmulatedNetwork;
import io.dering.media.peer.LegPair;
import org.junit.jupiter.api.Test;

/// What the hold-off is worth: an agent who speaks for a minute over a path with jitter and without
/// loss, and how often silence is put between the words because a packet was late. Each such frame
/// is heard, and moves all that follows by 20 ms. Prints the table of docs/decisions/0004.
final class HoldOffTest {
  private static final int AYU = 1;
  private static final long MS = 1_000_000;
  private static final int TALK_MS = 60_000;
  private static final int[] HOLD_OFFS_MS = {20, 40, 60, 80, 200};
  private static final int[] JITTERS_MS = {0, 5, 10, 20, 40, 60, 80};

  /// @param brokenPermille frames of silence between the agent's first frame and the last, for each
  ///   thousand of the agent's
  /// @param quietMs the wire's longest quiet time once the agent has fallen silent
  private record Outcome(double brokenPermille, long quietMs) {}

  @Test
  void sixtyMillisecondsPutNothingBetweenWordsThatAreFortyLate() {
    StringBuilder table =
        new StringBuilder("hold-off, ms | silence among the words, per mille, at a jitter of |");
    for (int jitter : JITTERS_MS) {
      table.append(" %d ms |".formatted(jitter));
    }
    for (int holdOff : HOLD_OFFS_MS) {
      table.append("%n%d | |".formatted(holdOff));
      for (int jitter : JITTERS_MS) {
        table.append(" %.1f |".formatted(talk(holdOff, jitter).brokenPermille()));
      }
    }
    System.out.println(table);

    assertThat(talk(60, 40).brokenPermille()).isZero();
    assertThat(talk(20, 10).brokenPermille()).isGreaterThan(100);
    assertThat(talk(60, 0).quietMs()).isEqualTo(60);
    assertThat(talk(200, 0).quietMs()).isEqualTo(200);
  }

  private static Outcome talk(int holdOffMs, int jitterMs) {
    EmulatedNetwork net = new EmulatedNetwork(11);
    BridgedCall call =
        new BridgedCall(
            net, LegPair.customer(net).ready(), new HoldOff(holdOffMs * MS, holdOffMs * MS));
    LegPair ayu = call.browser(1);
    Speaker voice = call.speaker(ayu.remote(), AYU);
    call.attach(ayu);
    call.openGate();
    net.conditions(Conditions.PERFECT.withJitterMs(jitterMs));
    voice.speak(net.nowNanos());
    net.runForMs(TALK_MS);
    voice.fallSilent();
    net.conditions(Conditions.PERFECT);
    net.runForMs(1_000);
    return new Outcome(1_000.0 * silencesAmongWords(call) / voice.said(), quietMs(call));
  }

  private static long silencesAmongWords(BridgedCall call) {
    long silences = 0;
    long since = 0;
    boolean spoken = false;
    for (Packet packet : call.customerHears) {
      if (Speaker.speakerOf(packet.payload()) == AYU) {
        silences += spoken ? since : 0;
        since = 0;
        spoken = true;
      } else {
        since++;
      }
    }
    return silences;
  }

  private static long quietMs(BridgedCall call) {
    long longest = 0;
    for (int i = 1; i < call.customerHears.size(); i++) {
      Packet before = call.customerHears.get(i - 1);
      longest = Math.max(longest, call.customerHears.get(i).atNanos() - before.atNanos());
    }
    return Math.round(longest / 1e6);
  }
}
