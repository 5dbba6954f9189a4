package io.dering.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.bridge.BridgedCall.Packet;
import io.dering.media.net.Conditions;
import io.dering.media.net.EmulatedNetwork;
import io.dering.media.opus.OpusClip;
import io.dering.media.opus.OpusPackets;
import io.dering.media.peer.LegPair;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the customer hears while the agent is away without having left.
final class ComfortTest {
  private static final long MS = 1_000_000;
  private static final int AYU = 1;
  private static final int FRAMES = 25;
  private static final byte[] BEAT = {(byte) 0xF8, 1, 2, 3};

  private final EmulatedNetwork net = new EmulatedNetwork(23);
  private final BridgedCall call = new BridgedCall(net, LegPair.customer(net).ready());
  private final LegPair ayu = call.browser(1);
  private final Speaker voice = call.speaker(ayu.remote(), AYU);

  @Test
  void anAgentWhoIsAwayForASecondIsFollowedByTheClipOverAndOverUntilTheyAreBack() {
    talk(1_000);
    call.detach();
    long leftNanos = net.nowNanos();
    net.runForMs(2_400);
    List<Packet> beats = beats();
    assertThat(beats.getFirst().atNanos() - leftNanos)
        .isBetween(Comfort.AFTER_NANOS - 20 * MS, Comfort.AFTER_NANOS + 20 * MS);
    assertThat(beats).as("one in %d frames", FRAMES).hasSize(3);

    LegPair again = call.browser(2);
    call.speaker(again.remote(), 2).speak(net.nowNanos());
    call.attach(again);
    net.runForMs(2_000);
    assertThat(beats()).as("none among the words").hasSize(3);
    assertEveryFrame();
  }

  @Test
  void aReloadThatIsOverWithinASecondIsHeardAsSilenceAlone() {
    talk(1_000);
    call.detach();
    net.runForMs(900);
    call.attach(ayu);
    net.runForMs(1_000);
    assertThat(beats()).isEmpty();
    assertEveryFrame();
  }

  @Test
  void anAgentWhoseNetworkIsGoneIsAwayAsWell() {
    talk(1_000);
    net.conditionsFrom(ayu.remote().port.address(), Conditions.CUT);
    net.runForMs(20_000);
    assertThat(beats()).hasSizeBetween(37, 39);
    assertThat(longestHoleMs()).isEqualTo(60);
    int heard = call.customerHears.size();
    net.conditionsFrom(ayu.remote().port.address(), Conditions.PERFECT);
    net.runForMs(1_000);
    // A beat may have left at the instant at which the network was back.
    assertThat(call.customerHears.subList(heard + 1, call.customerHears.size()))
        .allMatch(packet -> Speaker.speakerOf(packet.payload()) == AYU);
  }

  /// What a page that was reloaded has to do over its network until it is heard: ICE, the
  /// handshake, the first word. The rest of a reload is the browser's and the socket's.
  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void aNewLegIsHeardWithinThreeSecondsOverABadNetworkToo(long seed) {
    EmulatedNetwork bad = new EmulatedNetwork(seed);
    BridgedCall reloaded = new BridgedCall(bad, LegPair.customer(bad).ready());
    LegPair before = reloaded.browser(1);
    reloaded.attach(before);
    reloaded.openGate();
    reloaded.speaker(before.remote(), AYU).speak(bad.nowNanos());
    bad.runForMs(1_000);
    reloaded.detach();
    bad.conditions(Conditions.PERFECT.withDelayMs(40).withJitterMs(20).withLoss(0.1));
    LegPair after =
        reloaded.enlist(
            LegPair.agent(bad, new InetSocketAddress(LegPair.BROWSER.getAddress(), 20_002)));
    after.start();
    reloaded.attach(after);
    reloaded.speaker(after.remote(), 2).speak(bad.nowNanos());
    assertThat(
            bad.runUntil(
                () -> Speaker.speakerOf(reloaded.customerHears.getLast().payload()) == 2, 3_000))
        .isTrue();
  }

  @Test
  void aMutedAgentIsSilence() {
    talk(1_000);
    call.mute(true);
    voice.fallSilent();
    net.runForMs(5_000);
    assertThat(beats()).isEmpty();
    call.mute(false);
    net.runForMs(900);
    assertThat(beats()).as("an unmuted microphone takes its time").isEmpty();
    net.runForMs(600);
    assertThat(beats()).isNotEmpty();
  }

  @Test
  void aMutedAgentWhoReloadsIsAway() {
    talk(1_000);
    call.mute(true);
    net.runForMs(500);
    call.detach();
    net.runForMs(2_000);
    assertThat(beats()).isNotEmpty();
  }

  @Test
  void whereNobodyHasSpokenYetThereIsSilence() {
    call.bridge.comfort(clip());
    call.openGate();
    net.runForMs(5_000);
    call.attach(ayu);
    net.runForMs(5_000);
    call.detach();
    net.runForMs(5_000);
    assertThat(beats()).isEmpty();
    assertThat(call.bridge.silenceFrames()).isEqualTo(751);
  }

  @Test
  void whoeverComesBackWithoutAMicrophoneIsThere() {
    talk(1_000);
    call.detach();
    net.runForMs(2_300);
    int beats = beats().size();
    LegPair again = call.browser(2);
    call.attach(again);
    net.runForMs(5_000);
    assertThat(beats()).hasSize(beats);
  }

  private void talk(int ms) {
    call.bridge.comfort(clip());
    call.attach(ayu);
    call.openGate();
    voice.speak(net.nowNanos());
    net.runForMs(ms);
  }

  private List<Packet> beats() {
    return call.customerHears.stream().filter(p -> Arrays.equals(p.payload(), BEAT)).toList();
  }

  private void assertEveryFrame() {
    assertThat(longestHoleMs()).isLessThanOrEqualTo(20);
    List<Packet> heard = call.customerHears;
    var whole = new StreamAuditor.Stretch(heard.getFirst().atNanos(), net.nowNanos(), AYU, true);
    var other = new StreamAuditor.Stretch(heard.getFirst().atNanos(), net.nowNanos(), 2, true);
    new StreamAuditor(heard.getFirst().atNanos(), List.of(whole, other), 0).audit(heard, 20);
  }

  private long longestHoleMs() {
    long longest = 0;
    List<Packet> heard = call.customerHears;
    for (int i = 1; i < heard.size(); i++) {
      longest = Math.max(longest, heard.get(i).atNanos() - heard.get(i - 1).atNanos());
    }
    return longest / MS;
  }

  private static OpusClip clip() {
    List<byte[]> frames = new ArrayList<>();
    frames.add(BEAT);
    while (frames.size() < FRAMES) {
      frames.add(OpusPackets.SILENCE);
    }
    return new OpusClip(frames);
  }
}
