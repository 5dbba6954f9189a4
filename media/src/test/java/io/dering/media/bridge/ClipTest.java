package io.dering.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.bridge.BridgedCall.Packet;
import io.dering.media.leg.LegDrop;
import io.dering.media.leg.OutgoingStream;
import io.dering.media.net.EmulatedNetwork;
import io.dering.media.opus.OpusClip;
import io.dering.media.opus.OpusPackets;
import io.dering.media.peer.LegPair;
import io.dering.media.rtp.SerialNumbers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A clip in both ears of a call (BAL-4's warning is one): whatever it replaces, either side reads
/// one stream. The network has no delay.
class ClipTest {
  private static final long MS = 1_000_000;
  private static final int FRAMES = 20;
  private static final int AYU = 1;
  private static final int BUDI = 2;
  private static final int CUSTOMER = 9;

  private final EmulatedNetwork net = new EmulatedNetwork(3);
  private final BridgedCall call = new BridgedCall(net, LegPair.customer(net).ready());
  private final LegPair ayu = call.browser(1);
  private final Speaker agent = call.speaker(ayu.remote(), AYU);
  private final Speaker customer = call.speaker(call.customer.remote(), CUSTOMER);

  @Test
  void bothHearTheWholeClipInOneStreamAndEachOtherBeforeAndAfter() {
    talk();
    net.runForMs(1_003);
    call.play(clip());
    net.runForMs(5_000);

    for (List<Packet> heard : List.of(call.customerHears, call.agentHears)) {
      assertThat(numbers(heard)).isEqualTo(numbersOf(clip()));
      assertOneStream(heard);
      assertNoHoleOver(60, heard);
      int first = heard.indexOf(clipOf(heard).getFirst());
      assertThat(heard.subList(first, first + FRAMES))
          .as("nothing between its frames")
          .isEqualTo(clipOf(heard));
    }
    assertThat(spoken(AYU, call.customerHears).size()).isEqualTo(agent.said() - dropped(ayu));
    assertThat(dropped(ayu)).isBetween(FRAMES - 2L, FRAMES + 1L);
    assertThat(spoken(CUSTOMER, call.agentHears).size())
        .isEqualTo(customer.said() - dropped(call.customer));
    assertThat(call.bridge.silenceFrames())
        .as("none among the words after it: one before the first word alone")
        .isEqualTo(1);
  }

  @Test
  void anAgentWhoSaysNothingIsFollowedBySilenceAndTheClipKeepsItsPace() {
    call.attach(ayu);
    call.openGate();
    net.runForMs(1_000);
    call.play(clip());
    net.runForMs(1_000);

    assertThat(numbers(call.customerHears)).isEqualTo(numbersOf(clip()));
    assertThat(call.customerHears).hasSize(101);
    assertOneStream(call.customerHears);
    assertNoHoleOver(20, call.customerHears);
    assertThat(numbers(call.agentHears)).isEqualTo(numbersOf(clip()));
    assertThat(call.agentHears).hasSize(FRAMES);
  }

  @Test
  void aMutedAgentsCallHearsItAsWell() {
    talk();
    net.runForMs(500);
    call.mute(true);
    net.runForMs(500);
    call.play(clip());
    net.runForMs(1_000);

    assertThat(numbers(call.customerHears)).isEqualTo(numbersOf(clip()));
    assertOneStream(call.customerHears);
    assertNoHoleOver(20, call.customerHears);
  }

  @Test
  void withoutAnAgentTheCustomerHearsItAloneAndAnAgentWhoComesHearsTheRest() {
    call.openGate();
    net.runForMs(100);
    call.play(clip());
    net.runForMs(200);
    LegPair budi = call.browser(2);
    Speaker other = call.speaker(budi.remote(), BUDI);
    other.speak(net.nowNanos());
    call.attach(budi);
    net.runForMs(1_000);

    assertThat(numbers(call.customerHears)).isEqualTo(numbersOf(clip()));
    assertOneStream(call.customerHears);
    assertThat(numbers(call.agentHears)).isNotEmpty().hasSizeLessThanOrEqualTo(FRAMES - 10);
    assertThat(spoken(BUDI, call.customerHears)).isNotEmpty();
  }

  @Test
  void anAgentWhoLeavesInTheMiddleTakesNothingOfItFromTheCustomer() {
    talk();
    net.runForMs(500);
    call.play(clip());
    net.runForMs(200);
    call.detach();
    net.runForMs(1_000);

    assertThat(numbers(call.customerHears)).isEqualTo(numbersOf(clip()));
    assertOneStream(call.customerHears);
    assertNoHoleOver(20, call.customerHears);
  }

  @Test
  void anotherClipTakesThePlaceOfTheFirst() {
    talk();
    net.runForMs(500);
    call.play(clip());
    net.runForMs(100);
    call.play(clip());
    net.runForMs(1_000);

    assertThat(numbers(call.customerHears)).hasSizeBetween(FRAMES + 4, FRAMES + 6);
    assertThat(numbers(call.customerHears).subList(0, 3)).containsExactly(0, 1, 2);
    assertOneStream(call.customerHears);
    assertOneStream(call.agentHears);
  }

  /// I9: the first packet is the pickup to Meta, so nothing of ours may be it.
  @Test
  void nothingIsPlayedBeforeTheGateAndNothingIsKeptForLater() {
    call.attach(ayu);
    call.play(clip());
    net.runForMs(1_000);
    assertThat(call.customer.gateway().rtpOut()).isZero();
    assertThat(call.agentHears).isEmpty();

    call.openGate();
    net.runForMs(1_000);
    assertThat(numbers(call.customerHears)).isEmpty();
    assertThat(numbers(call.agentHears)).isEmpty();
  }

  private void talk() {
    call.attach(ayu);
    call.openGate();
    agent.speak(net.nowNanos() + 10 * MS);
    customer.speak(net.nowNanos() + 5 * MS);
  }

  private static long dropped(LegPair pair) {
    return pair.gateway().dropped(LegDrop.NOBODY_LISTENS);
  }

  /// Frames that say their number.
  private static OpusClip clip() {
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      frames.add(new byte[] {0x48, 'c', 'l', 'i', 'p', (byte) i});
    }
    return new OpusClip(frames);
  }

  private static List<Integer> numbersOf(OpusClip clip) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < clip.frameCount(); i++) {
      numbers.add(i);
    }
    return numbers;
  }

  private static List<Packet> clipOf(List<Packet> packets) {
    return packets.stream().filter(packet -> packet.payload().length == 6).toList();
  }

  private static List<Integer> numbers(List<Packet> packets) {
    return clipOf(packets).stream().map(packet -> (int) packet.payload()[5]).toList();
  }

  private static List<Packet> spoken(int speaker, List<Packet> packets) {
    return packets.stream()
        .filter(packet -> Speaker.speakerOf(packet.payload()) == speaker)
        .toList();
  }

  private static void assertNoHoleOver(long ms, List<Packet> packets) {
    for (int i = 1; i < packets.size(); i++) {
      assertThat(packets.get(i).atNanos() - packets.get(i - 1).atNanos())
          .as("before packet %d", i)
          .isLessThanOrEqualTo(ms * MS + 1);
    }
  }

  /// One SSRC, one payload type, sequence numbers in steps of one, timestamps that go on by a frame
  /// or, where nothing came, by the frames that passed.
  private static void assertOneStream(List<Packet> packets) {
    for (int i = 1; i < packets.size(); i++) {
      Packet packet = packets.get(i);
      Packet previous = packets.get(i - 1);
      assertThat(packet.ssrc()).isEqualTo(previous.ssrc());
      assertThat(packet.payloadType()).isEqualTo(111);
      assertThat(SerialNumbers.difference16(packet.sequence(), previous.sequence()))
          .as("sequence number of packet %d", i)
          .isEqualTo(1);
      int ticks = packet.timestamp() - previous.timestamp();
      long passedMs = (packet.atNanos() - previous.atNanos()) / MS;
      assertThat(ticks)
          .as("timestamp of packet %d", i)
          .isBetween(OutgoingStream.FRAME_TICKS, (int) (passedMs + 40) * 48);
      assertThat(ticks % OutgoingStream.FRAME_TICKS).isZero();
    }
    assertThat(packets).noneMatch(packet -> OpusPackets.packetTicks(packet.payload(), 0, 1) != 960);
  }
}
