package io.dering.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.bridge.BridgedCall.Packet;
import io.dering.media.leg.LegDrop;
import io.dering.media.net.Conditions;
import io.dering.media.net.EmulatedNetwork;
import io.dering.media.peer.LegPair;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A minute of two voices in each of 160 kinds of bad weather, over ICE, SRTP and the bridge. Both
/// peers' ways to the gateway are bad; the gateway's to them are perfect, so that what a peer hears
/// is what the gateway sent, when it sent it.
///
/// Prints what the agent's voice lost to silence; docs/decisions/0004 has the table.
final class WeatherMatrixTest {
  private static final int AYU = 1;
  private static final int CUSTOMER = 9;
  private static final int TALK_MS = 60_000;
  private static final int[] LOSSES_PERCENT = {0, 1, 3, 5, 10, 15, 20, 30};
  private static final int[] JITTERS_MS = {0, 20, 50, 100, 200};
  private static final double REORDERED_BY_MS = 50;
  private static final double DUPLICATES = 0.02;

  /// Of a minute's 3,000 frames: what a path costs until the hold-off knows it, and its rarest
  /// gaps.
  private static final int MOST_SILENCE = 20;

  /// Overtaken across a frame of silence that took their place.
  private static final int MOST_LATE = 5;

  private record Cell(int lossPercent, int burst, int jitterMs, int reorderPercent) {
    Conditions conditions() {
      return Conditions.PERFECT
          .withLoss(lossPercent / 100.0)
          .withBurst(burst)
          .withJitterMs(jitterMs)
          .withReorder(reorderPercent / 100.0, REORDERED_BY_MS)
          .withDuplicate(DUPLICATES);
    }

    long seed() {
      return ((lossPercent * 10L + burst) * 1_000 + jitterMs) * 100 + reorderPercent;
    }
  }

  /// What came of a cell, of some 3,000 frames each way.
  private record Outcome(int came, int silence, int late) {
    Outcome plus(Outcome other) {
      return new Outcome(came + other.came, silence + other.silence, late + other.late);
    }
  }

  @ParameterizedTest(name = "bursts of {0}, {1} % reordered")
  @CsvSource({"1,0", "3,0", "1,5", "3,5"})
  void whateverCameInAuthenticGoesOutOnceAsItWasAndAtThatInstant(int burst, int reorder) {
    StringBuilder table =
        new StringBuilder("bursts of %d, %d %% reordered%nloss |".formatted(burst, reorder));
    for (int jitter : JITTERS_MS) {
      table.append(" %d ms |".formatted(jitter));
    }
    Outcome all = new Outcome(0, 0, 0);
    for (int loss : LOSSES_PERCENT) {
      table.append("%n%d %% |".formatted(loss));
      for (int jitter : JITTERS_MS) {
        Outcome outcome = talk(new Cell(loss, burst, jitter, reorder));
        table.append(" %d, %d |".formatted(outcome.silence(), outcome.late()));
        all = all.plus(outcome);
      }
    }
    System.out.println(table + "\n" + all);
    if (reorder == 0) {
      assertThat(all.late()).as("nothing is late where nothing is overtaken").isZero();
    }
  }

  private static Outcome talk(Cell cell) {
    EmulatedNetwork net = new EmulatedNetwork(cell.seed());
    BridgedCall call = new BridgedCall(net, LegPair.customer(net).ready());
    LegPair ayu = call.browser(1);
    Speaker agent = call.speaker(ayu.remote(), AYU);
    Speaker customer = call.speaker(call.customer.remote(), CUSTOMER);
    call.attach(ayu);
    call.openGate();
    net.conditionsFrom(ayu.remote().port.address(), cell.conditions());
    net.conditionsFrom(call.customer.remote().port.address(), cell.conditions());
    long zero = net.nowNanos();
    agent.speak(zero);
    customer.speak(zero);
    net.runForMs(TALK_MS);

    List<Packet> toAgent = of(CUSTOMER, call.agentHears);
    assertThat(toAgent).as("%s, customer to agent", cell).hasSameSizeAs(call.customerSays);
    assertSameInOrder(cell, call.customerSays, toAgent);
    List<Packet> toCustomer = of(AYU, call.customerHears);
    int late = (int) ayu.gateway().dropped(LegDrop.TOO_LATE);
    assertThat(toCustomer.size() + late)
        .as("%s, agent to customer", cell)
        .isEqualTo(call.agentSays.size());
    assertSameInOrder(cell, call.agentSays, toCustomer);
    assertThat(late).as("%s, late", cell).isLessThanOrEqualTo(MOST_LATE);
    int silence = (int) call.bridge.silenceFrames();
    assertThat(silence).as("%s, silence among words", cell).isLessThanOrEqualTo(MOST_SILENCE);

    for (LegPair pair : List.of(ayu, call.customer)) {
      assertThat(pair.gateway().dropped(LegDrop.REPLAYED)).as("%s, duplicates", cell).isPositive();
    }
    long came = Math.round(agent.said() * (1 - cell.lossPercent() / 100.0));
    assertThat((long) call.agentSays.size()).as("%s", cell).isBetween(came - 200, came + 200);
    audit(net, zero, call);
    return new Outcome(call.agentSays.size(), silence, late);
  }

  /// One stream to each, each frame once, and no hole beyond the longest hold-off.
  private static void audit(EmulatedNetwork net, long zero, BridgedCall call) {
    auditor(net, zero, AYU).audit(call.customerHears, HoldOff.MOST_NANOS / 1_000_000);
    auditor(net, zero, CUSTOMER).audit(call.agentHears, TALK_MS);
  }

  private static StreamAuditor auditor(EmulatedNetwork net, long zero, int speaker) {
    var whole = new StreamAuditor.Stretch(zero, net.nowNanos(), speaker, true);
    return new StreamAuditor(zero, List.of(whole), 0);
  }

  /// What went out is what came in, in that order and at those instants; a few may be missing.
  private static void assertSameInOrder(Cell cell, List<Packet> came, List<Packet> went) {
    int at = 0;
    for (Packet packet : went) {
      while (at < came.size()
          && came.get(at).atNanos() - packet.atNanos() <= 0
          && !same(came.get(at), packet)) {
        at++;
      }
      assertThat(at < came.size() && same(came.get(at), packet))
          .as("%s: frame %d as it came, when it came", cell, Speaker.numberOf(packet.payload()))
          .isTrue();
      at++;
    }
  }

  private static boolean same(Packet came, Packet went) {
    return came.atNanos() == went.atNanos()
        && java.util.Arrays.equals(came.payload(), went.payload());
  }

  private static List<Packet> of(int who, List<Packet> packets) {
    return packets.stream().filter(p -> Speaker.speakerOf(p.payload()) == who).toList();
  }
}
