package io.dering.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.bridge.BridgedCall.Packet;
import io.dering.media.leg.LegEvent;
import io.dering.media.net.Conditions;
import io.dering.media.net.EmulatedNetwork;
import io.dering.media.peer.LegPair;
import io.dering.media.peer.LegPeer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A network that is away for 30 s in the middle of a talk, begun at every phase of the consent
/// timers: the legs are the same ones afterwards.
final class BlackoutTest {
  private static final int AYU = 1;
  private static final int CUSTOMER = 9;
  private static final int BLACKOUT_MS = 30_000;
  private static final int BACK_WITHIN_MS = 1_000;
  private static final Conditions USUAL = Conditions.PERFECT.withDelayMs(40);
  private static final Conditions AWAY = Conditions.CUT;

  private final EmulatedNetwork net = new EmulatedNetwork(17);
  private final BridgedCall call = new BridgedCall(net, LegPair.customer(net).ready());
  private final LegPair ayu = call.browser(1);

  /// When it begins, in ms after the talk began: the timers' periods are 2.5 and 4 to 6 s.
  static IntStream phases() {
    return IntStream.range(0, 12).map(i -> 20_000 + 550 * i);
  }

  @ParameterizedTest
  @MethodSource("phases")
  void theAgentsNetworkIsAway(int fromMs) {
    talk(fromMs);
    weather(ayu, AWAY);
    net.runForMs(BLACKOUT_MS);
    weather(ayu, USUAL);
    assertBothAreBack();

    assertThat(longestHoleMs(call.customerHears))
        .as("the wire to the customer was never quiet")
        .isLessThanOrEqualTo(HoldOff.LEAST_NANOS / 1_000_000);
  }

  @ParameterizedTest
  @MethodSource("phases")
  void theCustomersNetworkIsAway(int fromMs) {
    talk(fromMs);
    weather(call.customer, AWAY);
    net.runForMs(BLACKOUT_MS);
    weather(call.customer, USUAL);
    assertBothAreBack();
  }

  @ParameterizedTest
  @MethodSource("phases")
  void everyNetworkIsAway(int fromMs) {
    talk(fromMs);
    net.cutForMs(BLACKOUT_MS);
    net.runForMs(BLACKOUT_MS);
    assertBothAreBack();
  }

  /// RFC 7675 §5.1: whoever has not agreed for 30 s is sent nothing but the question.
  @Test
  void towardsAnAgentWhoIsAwayForLongerNothingIsSentAndTheCustomerHearsSilence() {
    talk(20_000);
    weather(ayu, AWAY);
    net.runForMs(31_000);
    long sent = ayu.gateway().rtpOut();
    int heard = call.customerHears.size();
    net.runForMs(4_000);
    assertThat(ayu.gateway().rtpOut()).isEqualTo(sent);
    assertThat(call.customerHears.size() - heard).as("a frame every 20 ms").isBetween(199, 201);
    weather(ayu, USUAL);
    assertBothAreBack();
  }

  private void talk(int forMs) {
    weather(ayu, USUAL);
    weather(call.customer, USUAL);
    call.attach(ayu);
    call.openGate();
    call.speaker(ayu.remote(), AYU).speak(net.nowNanos());
    call.speaker(call.customer.remote(), CUSTOMER).speak(net.nowNanos() + 7_000_000);
    net.runForMs(forMs);
  }

  private void weather(LegPair pair, Conditions conditions) {
    net.conditionsFrom(pair.gateway().port.address(), conditions);
    net.conditionsFrom(pair.remote().port.address(), conditions);
  }

  /// The network is back: both voices are heard within a second, over the legs that there were.
  private void assertBothAreBack() {
    int customerHeard = call.customerHears.size();
    int agentHeard = call.agentHears.size();
    net.runForMs(BACK_WITHIN_MS);
    assertThat(of(AYU, call.customerHears.subList(customerHeard, call.customerHears.size())))
        .as("the customer hears the agent")
        .isPositive();
    assertThat(of(CUSTOMER, call.agentHears.subList(agentHeard, call.agentHears.size())))
        .as("the agent hears the customer")
        .isPositive();
    net.runForMs(60_000);
    for (LegPeer peer :
        List.of(ayu.gateway(), ayu.remote(), call.customer.gateway(), call.customer.remote())) {
      assertThat(peer.isReady()).isTrue();
      assertThat(peer.events).noneMatch(event -> event instanceof LegEvent.Closed);
      assertThat(peer.attempts).as("the keys are the same").hasSize(1);
    }
    Packet first = call.customerHears.getFirst();
    assertThat(call.customerHears).allMatch(packet -> packet.ssrc() == first.ssrc());
  }

  private static long of(int who, List<Packet> packets) {
    return packets.stream().filter(p -> Speaker.speakerOf(p.payload()) == who).count();
  }

  private static long longestHoleMs(List<Packet> packets) {
    long longest = 0;
    for (int i = 1; i < packets.size(); i++) {
      longest = Math.max(longest, packets.get(i).atNanos() - packets.get(i - 1).atNanos());
    }
    return longest / 1_000_000;
  }
}
