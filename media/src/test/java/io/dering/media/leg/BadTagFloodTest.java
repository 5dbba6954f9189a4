package io.dering.media.leg;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.dering.media.net.EmulatedNetwork;
import io.dering.media.peer.LegPair;
import io.dering.media.peer.LegPeer;
import io.dering.media.rtp.RtpHeader;
import io.dering.media.srtp.SrtpProfile;
import io.dering.media.srtp.SrtpReceiver;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A million packets with wrong tags from the peer's own address: the right source, the next
/// sequence numbers, and a spray of other sources (CVE-2021-41105, jitsi-videobridge #2429).
class BadTagFloodTest {
  private static final int PACKETS = 1_000_000;
  private static final byte[] SPEECH = {0x78, 1, 2, 3, 4, 5, 6, 7};

  private final EmulatedNetwork net = new EmulatedNetwork(7);
  private final LegPair pair = LegPair.customer(net).ready();
  private final LegPeer gateway = pair.gateway();
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void aMillionOfThemCostNothingButACountAndTheNextAuthenticPacketIsHeard() {
    byte[] authentic = captured();
    Flood flood = new Flood(authentic);
    flood.over(20_000, this::receive);
    int events = gateway.events.size();
    long datagramsOut = gateway.datagramsOut();
    long droppedBefore = gateway.dropped(LegDrop.NOT_AUTHENTIC);

    long before = threads.getCurrentThreadAllocatedBytes();
    flood.over(PACKETS, this::receive);
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(gateway.dropped(LegDrop.NOT_AUTHENTIC) - droppedBefore).isEqualTo(PACKETS);
    assertThat(bytes).as("bytes allocated by all of them").isLessThan(1 << 20);
    assertThat(gateway.events).hasSize(events);
    assertThat(gateway.datagramsOut()).isEqualTo(datagramsOut);
    assertThat(gateway.leg.ready()).isTrue();
    assertThat(gateway.heard).isEmpty();
    gateway.hand(authentic, LegPair.META);
    assertThat(gateway.heard).as("the authentic one, held back until now").hasSize(1);
    pair.remote().say(SPEECH);
    net.runForMs(1);
    assertThat(gateway.heard).hasSize(2);
  }

  @Test
  void theSameFloodBreaksAReceiverThatRemembersSourcesFirstAndGivesUpAfterAHundred() {
    NaiveReceiver naive = new NaiveReceiver();
    new Flood(captured()).over(PACKETS, naive::receive);
    assertThat(naive.hungUp).isTrue();
    assertThat(naive.sources.size()).as("sources it has state of").isGreaterThan(100_000);
  }

  private void receive(byte[] b, int length) {
    gateway.leg.receive(b, 0, length, LegPair.META, net.nowNanos(), gateway);
  }

  /// A packet of the peer's that is still on its way.
  private byte[] captured() {
    net.blackHole(LegPair.GATEWAY);
    pair.remote().say(SPEECH);
    net.restore(LegPair.GATEWAY);
    return pair.remote().lastRtp();
  }

  /// What the flood is poured over.
  private interface Victim {
    void receive(byte[] b, int length);
  }

  private static final class Flood {
    private final SplittableRandom random = new SplittableRandom(41_105);
    private final byte[] authentic;
    private final byte[] b;

    Flood(byte[] authentic) {
      this.authentic = authentic;
      this.b = Arrays.copyOf(authentic, authentic.length + 64);
    }

    void over(int packets, Victim victim) {
      int tag = authentic.length - 8;
      for (int i = 0; i < packets; i++) {
        System.arraycopy(authentic, 0, b, 0, authentic.length);
        b[tag + i % 8] ^= (byte) (1 + random.nextInt(255));
        if (i % 3 == 1) {
          int next = RtpHeader.sequenceNumber(b, 0) + random.nextInt(1, 1_000);
          RtpHeader.sequenceNumber(b, 0, next & 0xFFFF);
        } else if (i % 3 == 2) {
          RtpHeader.ssrc(b, 0, random.nextInt());
        }
        victim.receive(b, authentic.length);
      }
    }
  }

  /// The control: makes a source's state before it looks at the tag, and takes a hundred failures
  /// for a broken connection.
  private static final class NaiveReceiver {
    final Map<Integer, Integer> sources = new HashMap<>();
    boolean hungUp;
    private final SrtpReceiver cryptography =
        new SrtpReceiver(SrtpProfile.AEAD_AES_128_GCM, new byte[16], new byte[12]);
    private int failures;

    void receive(byte[] b, int length) {
      sources.put(RtpHeader.ssrc(b, 0), RtpHeader.sequenceNumber(b, 0));
      if (cryptography.unprotectRtp(b, 0, length) < 0) {
        failures++;
        hungUp |= failures >= 100;
      }
    }
  }
}
