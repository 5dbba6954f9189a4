package io.dering.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.dering.media.dtls.DtlsRole;
import io.dering.media.leg.Leg;
import io.dering.media.leg.LegEvent;
import io.dering.media.leg.LegOutput;
import io.dering.media.net.EmulatedNetwork;
import io.dering.media.opus.OpusClip;
import io.dering.media.peer.LegPair;
import io.dering.media.srtp.SrtpProfile;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The gate of the whole packet path over two ready legs: demultiplexed, validated, unprotected,
/// counted, rewritten by the bridge, protected and handed out, and nothing allocated.
class ForwardingAllocationTest {
  private static final int WARM_UP = 30_000;
  private static final int MEASURED = 60_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @EnumSource
  void aForwardedPacketAllocatesNothingInEitherDirection(SrtpProfile profile) {
    Path path = new Path(profile);
    path.forward(1);
    path.assertTheLastPacketsCanBeHeard();
    path.forward(WARM_UP - 1);
    long before = threads.getCurrentThreadAllocatedBytes();
    path.forward(MEASURED);
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;

    // Fewer bytes than packets: what is left is the measurement itself.
    assertThat(bytes).isLessThan(MEASURED);
    int rounds = WARM_UP + MEASURED;
    assertThat(path.towardsAgent.datagrams).isEqualTo(rounds);
    assertThat(path.towardsCustomer.datagrams).as("and the first silence").isEqualTo(rounds + 1);
  }

  @ParameterizedTest
  @EnumSource
  void silenceAllocatesNothing(SrtpProfile profile) {
    Path path = new Path(profile);
    path.keepSilence(WARM_UP);
    long before = threads.getCurrentThreadAllocatedBytes();
    path.keepSilence(MEASURED);
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(bytes).isLessThan(MEASURED);
    assertThat(path.towardsCustomer.datagrams).isEqualTo(WARM_UP + MEASURED + 1);
  }

  @ParameterizedTest
  @EnumSource
  void aClipInBothEarsAllocatesNothing(SrtpProfile profile) {
    Path path = new Path(profile);
    OpusClip clip = new OpusClip(Collections.nCopies(25, new byte[] {0x48, 1, 2, 3}));
    path.play(clip, WARM_UP);
    long before = threads.getCurrentThreadAllocatedBytes();
    path.play(clip, MEASURED);
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(bytes).isLessThan(MEASURED);
    assertThat(path.towardsAgent.datagrams).isEqualTo(WARM_UP + MEASURED);
    assertThat(path.towardsCustomer.datagrams).isEqualTo(WARM_UP + MEASURED + 1);
  }

  /// Meta's end → gateway → browser and back, without a network.
  private static final class Path {
    final Wire fromMeta = new Wire();
    final Wire fromBrowser = new Wire();
    final Wire towardsAgent = new Wire();
    final Wire towardsCustomer = new Wire();
    private final LegPair customer;
    private final LegPair agent;
    private final Bridge bridge;
    private final byte[] room = new byte[256];
    private long nowNanos;

    Path(SrtpProfile profile) {
      EmulatedNetwork net = new EmulatedNetwork(1);
      customer = LegPair.customer(net, profile).ready();
      agent = LegPair.agent(net, profile).ready();
      nowNanos = net.nowNanos();
      bridge = new Bridge(customer.gateway().leg);
      bridge.attach(agent.gateway().leg, nowNanos);
      towardsAgent.media =
          (b, off, len) -> bridge.fromAgent(b, off, len, nowNanos, towardsCustomer);
      towardsCustomer.media =
          (b, off, len) -> bridge.fromCustomer(b, off, len, nowNanos, towardsAgent);
      bridge.openGate(nowNanos, towardsCustomer);
    }

    void forward(int rounds) {
      for (int i = 0; i < rounds; i++) {
        nowNanos += Bridge.FRAME_NANOS;
        say(customer.remote().leg, fromMeta);
        customer
            .gateway()
            .leg
            .receive(fromMeta.b, 0, fromMeta.length, LegPair.META, nowNanos, towardsCustomer);
        say(agent.remote().leg, fromBrowser);
        agent
            .gateway()
            .leg
            .receive(fromBrowser.b, 0, fromBrowser.length, LegPair.BROWSER, nowNanos, towardsAgent);
        bridge.advance(nowNanos, towardsCustomer, towardsAgent);
      }
    }

    void keepSilence(int frames) {
      for (int i = 0; i < frames; i++) {
        nowNanos += Bridge.FRAME_NANOS;
        bridge.advance(nowNanos, towardsCustomer, towardsAgent);
      }
    }

    void play(OpusClip clip, int frames) {
      for (int i = 0; i < frames; i++) {
        nowNanos += Bridge.FRAME_NANOS;
        if (i % clip.frameCount() == 0) {
          bridge.play(clip, nowNanos);
        }
        bridge.advance(nowNanos, towardsCustomer, towardsAgent);
      }
    }

    void assertTheLastPacketsCanBeHeard() {
      agent.remote().hand(towardsAgent.last(), LegPair.GATEWAY_FOR_AGENTS);
      customer.remote().hand(towardsCustomer.last(), LegPair.GATEWAY);
      assertThat(agent.remote().heard).hasSize(1);
      assertThat(customer.remote().heard).hasSize(1);
    }

    private void say(Leg leg, Wire into) {
      int length = leg.outgoing().frame(room, 0, 100, nowNanos);
      leg.send(room, 0, length, into);
    }
  }

  private interface Media {
    void media(byte[] buffer, int offset, int length);
  }

  /// Keeps the last datagram.
  private static final class Wire implements LegOutput {
    final byte[] b = new byte[256];
    int length;
    long datagrams;
    Media media = (_, _, _) -> {};

    byte[] last() {
      return Arrays.copyOf(b, length);
    }

    @Override
    public void transmit(byte[] buffer, int offset, int count, InetSocketAddress to) {
      System.arraycopy(buffer, offset, b, 0, count);
      length = count;
      datagrams++;
    }

    @Override
    public void media(byte[] buffer, int offset, int count) {
      media.media(buffer, offset, count);
    }

    @Override
    public void startDtls(int attempt, DtlsRole role) {
      throw new AssertionError("the legs are ready");
    }

    @Override
    public void receiveDtls(int attempt, byte[] buffer, int offset, int count) {
      throw new AssertionError("no handshake runs");
    }

    @Override
    public void legEvent(LegEvent event) {
      throw new AssertionError(event.toString());
    }
  }
}
