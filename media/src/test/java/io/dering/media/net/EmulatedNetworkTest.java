package io.dering.media.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.time.Deadline;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmulatedNetworkTest {
  private static final InetSocketAddress HERE = address(1);
  private static final InetSocketAddress THERE = address(2);

  /// Writes down what arrives.
  private static final class Listener implements Host {
    final List<Integer> arrived = new ArrayList<>();

    @Override
    public void receive(byte[] b, int off, int len, InetSocketAddress from, long nowNanos) {
      arrived.add((b[off] & 0xFF) << 8 | (b[off + 1] & 0xFF));
    }

    @Override
    public void advance(long nowNanos) {}

    @Override
    public long nextDeadlineNanos() {
      return Deadline.NEVER;
    }
  }

  private static List<Integer> arrivals(long seed, Conditions conditions, int count) {
    EmulatedNetwork net = new EmulatedNetwork(seed);
    net.conditions(conditions);
    Listener listener = new Listener();
    net.open(THERE, listener);
    for (int i = 0; i < count; i++) {
      net.send(HERE, new byte[] {(byte) (i >> 8), (byte) i}, 0, 2, THERE);
      net.runForMs(1);
    }
    net.runForMs(10_000);
    return listener.arrived;
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    Conditions bad =
        Conditions.PERFECT.withLoss(0.2).withJitterMs(30).withReorder(0.2, 20).withDuplicate(0.1);
    assertThat(arrivals(5, bad, 500)).isEqualTo(arrivals(5, bad, 500));
    assertThat(arrivals(5, bad, 500)).isNotEqualTo(arrivals(6, bad, 500));
  }

  @Test
  void lossIsAsOftenAsAskedInSinglesAndInBursts() {
    assertThat(arrivals(1, Conditions.PERFECT.withLoss(0.2), 5_000)).hasSizeBetween(3_850, 4_150);
    assertThat(arrivals(1, Conditions.PERFECT.withLoss(0.2).withBurst(3), 5_000))
        .hasSizeBetween(3_800, 4_200);
    assertThat(arrivals(1, Conditions.CUT, 100)).isEmpty();
  }

  @Test
  void jitterAloneKeepsTheOrderAndReorderingBreaksIt() {
    assertThat(arrivals(1, Conditions.PERFECT.withJitterMs(50), 500)).isSorted().hasSize(500);
    List<Integer> reordered = arrivals(1, Conditions.PERFECT.withReorder(0.1, 20), 500);
    assertThat(reordered).hasSize(500).isNotEqualTo(reordered.stream().sorted().toList());
  }

  @Test
  void duplicatesArriveTwice() {
    assertThat(arrivals(1, Conditions.PERFECT.withDuplicate(1), 10)).hasSize(20);
  }

  @Test
  void oneHostsUplinkMayBeBadAlone() {
    EmulatedNetwork net = new EmulatedNetwork(1);
    Listener here = new Listener();
    Listener there = new Listener();
    net.open(HERE, here);
    net.open(THERE, there);
    net.conditionsFrom(HERE, Conditions.CUT);
    net.send(HERE, new byte[2], 0, 2, THERE);
    net.send(THERE, new byte[2], 0, 2, HERE);
    net.conditions(Conditions.PERFECT);
    net.send(HERE, new byte[2], 0, 2, THERE);
    net.runForMs(1);
    assertThat(there.arrived).isEmpty();
    assertThat(here.arrived).hasSize(1);
    assertThat(net.sentBy(HERE)).isEqualTo(new Line.Counts(2, 2, 0, 0));
  }

  @Test
  void aCutIsOverByItself() {
    EmulatedNetwork net = new EmulatedNetwork(1);
    Listener listener = new Listener();
    net.open(THERE, listener);
    net.cutForMs(30);
    for (int i = 0; i < 5; i++) {
      net.send(HERE, new byte[] {0, (byte) i}, 0, 2, THERE);
      net.runForMs(10);
    }
    assertThat(listener.arrived).containsExactly(3, 4);
  }

  private static InetSocketAddress address(int last) {
    return new InetSocketAddress(InetAddress.ofLiteral("192.0.2." + last), 9);
  }
}
