package io.dering.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.bridge.BridgedCall.Packet;
import io.dering.media.dtls.DtlsFailure;
import io.dering.media.leg.LegDrop;
import io.dering.media.leg.OutgoingStream;
import io.dering.media.net.EmulatedNetwork;
import io.dering.media.opus.OpusPackets;
import io.dering.media.peer.LegPair;
import io.dering.media.rtp.RtpHeader;
import io.dering.media.rtp.SerialNumbers;
import io.dering.media.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The gate, the pace, and one stream for the whole call. The network has no delay, so what arrives
/// at Meta's end arrives in the turn in which it was sent; the clock wraps three seconds in.
class BridgeTest {
  private static final long MS = 1_000_000;
  private static final int AYU = 1;
  private static final int BUDI = 2;
  private static final int CUSTOMER = 9;

  private final EmulatedNetwork net = new EmulatedNetwork(3);
  private final BridgedCall call = new BridgedCall(net, LegPair.customer(net).ready());

  @Test
  void noRtpTowardsTheCustomerBeforeTheGateWhateverTheAgentSays() {
    LegPair ayu = call.browser(1);
    Speaker voice = call.speaker(ayu.remote(), AYU);
    call.attach(ayu);
    voice.speak(net.nowNanos());
    call.mute(true);
    call.mute(false);
    net.runForMs(10_000);

    assertThat(call.customer.gateway().rtpOut()).isZero();
    assertThat(call.customerHears).isEmpty();
    assertThat(ayu.gateway().dropped(LegDrop.NOBODY_LISTENS)).isEqualTo(voice.said());
    assertThat(call.bridge.firstFrameNanos()).isEqualTo(Deadline.NEVER);
  }

  @Test
  void noRtpTowardsTheAgentBeforeTheGate() {
    LegPair ayu = call.browser(1);
    call.attach(ayu);
    Speaker customer = call.speaker(call.customer.remote(), CUSTOMER);
    customer.speak(net.nowNanos());
    net.runForMs(1_000);

    assertThat(call.agentHears).isEmpty();
    assertThat(call.customer.gateway().dropped(LegDrop.NOBODY_LISTENS)).isEqualTo(customer.said());
  }

  @Test
  void theFirstFrameLeavesInTheTurnThatOpensTheGate() {
    long opened = net.nowNanos();
    call.openGate();
    net.runForMs(0);

    assertThat(call.customerHears).hasSize(1);
    Packet first = call.customerHears.getFirst();
    assertThat(first.atNanos()).isEqualTo(opened);
    assertThat(first.marker()).isTrue();
    assertThat(OpusPackets.isSilence(first.payload(), 0, first.payload().length)).isTrue();
    assertThat(call.bridge.firstFrameNanos()).isEqualTo(opened);
  }

  @Test
  void openingTheGateTwiceSendsOneFirstFrame() {
    call.openGate();
    call.openGate();
    net.runForMs(0);
    assertThat(call.customerHears).hasSize(1);
  }

  @Test
  void aLegThatBecomesReadyAfterTheGateBeginsThenAndMakesNothingUp() {
    EmulatedNetwork slow = new EmulatedNetwork(4);
    LegPair connecting = LegPair.customer(slow);
    connecting.gateway().failNext(DtlsFailure.HANDSHAKE, DtlsFailure.HANDSHAKE);
    BridgedCall late = new BridgedCall(slow, connecting.start());
    late.openGate();
    assertThat(slow.runUntil(connecting::isReady, 1_000)).isTrue();
    long ready = slow.nowNanos();
    slow.runForMs(0);

    assertThat(late.customerHears).hasSize(1);
    assertThat(late.customerHears.getFirst().atNanos()).isEqualTo(ready);
    slow.runForMs(100);
    assertThat(late.customerHears).hasSize(6);
  }

  @Test
  void withoutAnAgentAFrameOfSilenceLeavesEveryTwentyMilliseconds() {
    call.openGate();
    net.runForMs(60_000);

    assertThat(call.customerHears).hasSize(3_001);
    assertEveryTwentyMs(call.customerHears);
    assertOneStream(call.customerHears);
    assertThat(call.bridge.silenceFrames()).isEqualTo(3_001);
  }

  @Test
  void theAgentsOwnFramesPassUntouchedBelowTheHeader() {
    LegPair ayu = call.browser(1);
    Speaker voice = call.speaker(ayu.remote(), AYU);
    call.attach(ayu);
    call.openGate();
    net.runForMs(13);
    voice.speak(net.nowNanos());
    net.runForMs(1_000);

    assertThat(call.bridge.silenceFrames()).as("only before the first word").isEqualTo(1);
    List<Packet> spoken = of(AYU, call.customerHears);
    assertThat(spoken).hasSize(51);
    for (int i = 0; i < spoken.size(); i++) {
      assertThat(spoken.get(i).payload()).isEqualTo(voice.frame(i));
      assertThat(spoken.get(i).payloadType()).isEqualTo(111);
    }
    assertOneStream(call.customerHears);
    assertThat(spoken.getFirst().marker()).as("a talk spurt begins").isTrue();
    assertThat(spoken.get(1).marker()).isFalse();
  }

  @Test
  void theCustomerIsHeardAsTheySpeakAndNothingIsMadeUpForTheAgent() {
    LegPair ayu = call.browser(1);
    call.attach(ayu);
    call.openGate();
    net.runForMs(500);
    assertThat(call.agentHears).isEmpty();
    Speaker customer = call.speaker(call.customer.remote(), CUSTOMER);
    customer.speak(net.nowNanos());
    net.runForMs(1_000);
    customer.fallSilent();
    net.runForMs(1_000);

    assertThat(call.agentHears).hasSize(customer.said());
    assertThat(of(CUSTOMER, call.agentHears)).hasSize(customer.said());
    assertOneStream(call.agentHears);
  }

  @Test
  void aMutedAgentIsReplacedBySilenceWithoutAHole() {
    LegPair ayu = call.browser(1);
    Speaker voice = call.speaker(ayu.remote(), AYU);
    call.attach(ayu);
    call.openGate();
    voice.speak(net.nowNanos() + 10 * MS);
    net.runForMs(1_000);
    call.mute(true);
    int spokenBefore = of(AYU, call.customerHears).size();
    net.runForMs(2_000);

    assertThat(of(AYU, call.customerHears)).as("heard while muted").hasSize(spokenBefore);
    assertNoHoleOver(20, call.customerHears);
    assertEveryTwentyMs(call.customerHears.subList(1, call.customerHears.size()));
    assertThat(call.bridge.silenceFrames()).isBetween(100L, 102L);

    call.mute(false);
    net.runForMs(1_000);
    assertThat(of(AYU, call.customerHears)).hasSizeGreaterThan(spokenBefore + 48);
    assertOneStream(call.customerHears);
    assertNoHoleOver(20, call.customerHears);
  }

  @Test
  void anAgentWhoStopsWithoutAWordIsReplacedAfterTheHoldOff() {
    LegPair ayu = call.browser(1);
    Speaker voice = call.speaker(ayu.remote(), AYU);
    call.attach(ayu);
    call.openGate();
    voice.speak(net.nowNanos());
    net.runForMs(1_000);
    voice.fallSilent();
    long last = call.customerHears.getLast().atNanos();
    net.runForMs(1_000);

    List<Packet> after = call.customerHears.stream().filter(p -> p.atNanos() - last > 0).toList();
    assertThat(after.getFirst().atNanos() - last).isEqualTo(HoldOff.LEAST_NANOS);
    assertEveryTwentyMs(after);
    assertStepsAreOneAndClockGoesOn(call.customerHears);
    assertNoHoleOver(60, call.customerHears);
  }

  @Test
  void anAgentWhoIsTakenOffIsReplacedAtTheNextFrame() {
    LegPair ayu = call.browser(1);
    Speaker voice = call.speaker(ayu.remote(), AYU);
    call.attach(ayu);
    call.openGate();
    voice.speak(net.nowNanos() + 10 * MS);
    net.runForMs(1_007);
    call.detach();
    int spoken = of(AYU, call.customerHears).size();
    net.runForMs(1_000);

    assertThat(of(AYU, call.customerHears)).hasSize(spoken);
    assertNoHoleOver(20, call.customerHears);
    assertEveryTwentyMs(call.customerHears.subList(1, call.customerHears.size()));
    assertOneStream(call.customerHears);
  }

  @Test
  void anotherAgentContinuesTheSameStream() {
    LegPair ayu = call.browser(1);
    LegPair budi = call.browser(2);
    Speaker first = call.speaker(ayu.remote(), AYU);
    Speaker second = call.speaker(budi.remote(), BUDI);
    first.speak(net.nowNanos());
    second.speak(net.nowNanos() + 7 * MS);
    call.attach(ayu);
    call.openGate();
    net.runForMs(1_000);
    call.attach(budi);
    long handedOver = net.nowNanos();
    net.runForMs(1_000);

    assertThat(of(AYU, call.customerHears)).allMatch(p -> p.atNanos() - handedOver <= 0);
    assertThat(of(BUDI, call.customerHears)).hasSizeBetween(49, 51);
    assertOneStream(call.customerHears);
    assertNoHoleOver(20, call.customerHears);
  }

  @Test
  void anAgentWhosePageIsReloadedIsBackInTheSameStream() {
    LegPair before = call.browser(1);
    Speaker voice = call.speaker(before.remote(), AYU);
    call.attach(before);
    call.openGate();
    voice.speak(net.nowNanos());
    net.runForMs(1_000);
    before.gateway().close();
    call.detach();
    net.runForMs(1_500);
    LegPair after = call.browser(2);
    Speaker voiceAgain = call.speaker(after.remote(), BUDI);
    voiceAgain.speak(net.nowNanos());
    call.attach(after);
    net.runForMs(1_000);

    assertThat(of(BUDI, call.customerHears)).hasSizeBetween(49, 51);
    assertOneStream(call.customerHears);
    assertNoHoleOver(20, call.customerHears);
  }

  @Test
  void theNextCallOnAWarmLegContinuesTheStreamThatTheAgentHears() {
    LegPair ayu = call.browser(1);
    Speaker customer = call.speaker(call.customer.remote(), CUSTOMER);
    call.attach(ayu);
    call.openGate();
    customer.speak(net.nowNanos());
    net.runForMs(1_000);
    call.detach();
    net.runForMs(5_000);
    call.attach(ayu);
    net.runForMs(1_000);

    assertThat(call.agentHears).hasSizeBetween(99, 103);
    assertStepsAreOneAndClockGoesOn(call.agentHears);
  }

  @Test
  void digitsPassBothWays() {
    LegPair ayu = call.browser(1);
    call.attach(ayu);
    call.openGate();
    net.runForMs(100);
    for (int i = 0; i < 4; i++) {
      press(ayu.remote(), 700 + i, i == 0);
      press(call.customer.remote(), 800 + i, i == 0);
      net.runForMs(20);
    }

    List<Packet> atCustomer =
        call.customerHears.stream().filter(p -> p.payloadType() == 126).toList();
    List<Packet> atAgent = call.agentHears.stream().filter(p -> p.payloadType() == 126).toList();
    for (List<Packet> digits : List.of(atCustomer, atAgent)) {
      assertThat(digits).hasSize(4);
      assertThat(digits).allMatch(p -> p.timestamp() == digits.getFirst().timestamp());
      assertThat(digits.getFirst().marker()).isTrue();
      assertThat(digits.getFirst().payload()).containsExactly(5, 10, 0, 100);
    }
    assertThat(atCustomer).allMatch(p -> p.ssrc() == call.customerHears.getFirst().ssrc());
    List<Integer> sequence = call.customerHears.stream().map(Packet::sequence).toList();
    for (int i = 1; i < sequence.size(); i++) {
      assertThat(SerialNumbers.difference16(sequence.get(i), sequence.get(i - 1))).isEqualTo(1);
    }
  }

  @Test
  void aLoopThatIsALittleLateMakesUpForItAndOneThatStoodStillDoesNot() {
    call.openGate();
    net.runForMs(100);
    int before = call.customerHears.size();
    long now = net.nowNanos();
    call.bridge.advance(now + 150 * MS, call.customer.gateway(), null);
    net.runForMs(0);
    assertThat(call.customerHears.size() - before).as("150 ms late").isEqualTo(7);
    assertThat(call.customerHears.getLast().timestamp())
        .isEqualTo(call.customerHears.get(before - 1).timestamp() + 7 * 960);

    before = call.customerHears.size();
    call.bridge.advance(now + 5_000 * MS, call.customer.gateway(), null);
    net.runForMs(0);
    assertThat(call.customerHears.size() - before).as("5 s late").isEqualTo(1);
    assertThat(call.customerHears.getLast().sequence())
        .isEqualTo((call.customerHears.get(before - 1).sequence() + 1) & 0xFFFF);
    assertThat(call.customerHears.getLast().timestamp())
        .as("the clock has gone on by 4.86 s")
        .isEqualTo(call.customerHears.get(before - 1).timestamp() + 243 * 960);
  }

  @Test
  void aClosedCustomerLegHasNoDeadline() {
    call.openGate();
    net.runForMs(100);
    call.customer.gateway().close();
    assertThat(call.bridge.nextDeadlineNanos()).isEqualTo(Deadline.NEVER);
    int heard = call.customerHears.size();
    net.runForMs(1_000);
    assertThat(call.customerHears).hasSize(heard);
  }

  private void press(io.dering.media.peer.LegPeer peer, int sequence, boolean marker) {
    byte[] event = new byte[16];
    RtpHeader.write(event, 0, marker, 126, sequence, 48_000, 4711);
    System.arraycopy(new byte[] {5, 10, 0, 100}, 0, event, 12, 4);
    peer.sayRaw(event);
  }

  private static List<Packet> of(int speaker, List<Packet> packets) {
    List<Packet> spoken = new ArrayList<>();
    for (Packet packet : packets) {
      if (Speaker.speakerOf(packet.payload()) == speaker) {
        spoken.add(packet);
      }
    }
    return spoken;
  }

  private static void assertEveryTwentyMs(List<Packet> packets) {
    for (int i = 1; i < packets.size(); i++) {
      // One nanosecond: where the deadline would read as NEVER it steps aside.
      assertThat(packets.get(i).atNanos() - packets.get(i - 1).atNanos())
          .as("before packet %d", i)
          .isBetween(Bridge.FRAME_NANOS - 1, Bridge.FRAME_NANOS + 1);
    }
  }

  private static void assertNoHoleOver(long ms, List<Packet> packets) {
    for (int i = 1; i < packets.size(); i++) {
      assertThat(packets.get(i).atNanos() - packets.get(i - 1).atNanos())
          .as("before packet %d", i)
          .isLessThanOrEqualTo(ms * MS + 1);
    }
  }

  /// One SSRC, sequence numbers in steps of one, timestamps in steps of one frame.
  private static void assertOneStream(List<Packet> packets) {
    assertStepsAreOneAndClockGoesOn(packets);
    for (int i = 1; i < packets.size(); i++) {
      assertThat(packets.get(i).timestamp() - packets.get(i - 1).timestamp())
          .as("timestamp of packet %d", i)
          .isEqualTo(OutgoingStream.FRAME_TICKS);
    }
  }

  /// The timestamp moves with the time that has passed, in whole frames.
  private static void assertStepsAreOneAndClockGoesOn(List<Packet> packets) {
    for (int i = 1; i < packets.size(); i++) {
      Packet packet = packets.get(i);
      Packet previous = packets.get(i - 1);
      assertThat(packet.ssrc()).isEqualTo(previous.ssrc());
      assertThat(SerialNumbers.difference16(packet.sequence(), previous.sequence()))
          .as("sequence number of packet %d", i)
          .isEqualTo(1);
      long frames =
          Math.max(
              1, Math.round((double) (packet.atNanos() - previous.atNanos()) / Bridge.FRAME_NANOS));
      assertThat(packet.timestamp() - previous.timestamp())
          .as("timestamp of packet %d", i)
          .isEqualTo((int) frames * OutgoingStream.FRAME_TICKS);
    }
  }
}
