package io.dering.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.net.Conditions;
import io.dering.media.net.EmulatedNetwork;
import io.dering.media.peer.LegPair;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Minutes of a call to which everything happens that can: the auditor finds one stream, no voice
/// that may not be heard, and no quiet wire. Replay one with its seed.
class BridgeScenarioTest {
  private static final int AGENTS = 3;
  private static final int STEPS = 100;
  private static final byte[] DIGIT = {5, 10, 0, 100};

  private final List<StreamAuditor.Stretch> stretches = new ArrayList<>();
  private int onCall;
  private boolean muted;
  private boolean gateOpen;

  static LongStream seeds() {
    Long one = Long.getLong("sim.seed");
    return one == null ? LongStream.rangeClosed(1, 30) : LongStream.of(one);
  }

  /// Without loss every rule holds to the nanosecond: no hole beyond the hold-off.
  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void onAPerfectNetworkNoHoleIsLongerThanTheHoldOff(long seed) {
    play(seed, Conditions.PERFECT, 60, 0);
  }

  /// The agent's Wi-Fi loses, delays and reorders, and so does the path to Meta.
  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void onABadNetworkItIsStillOneStream(long seed) {
    Conditions bad =
        Conditions.PERFECT
            .withDelayMs(20)
            .withJitterMs(40)
            .withLoss(0.03)
            .withBurst(2)
            .withReorder(0.03, 30)
            .withDuplicate(0.02);
    // The longest hold-off, jitter, and up to four lost bursts in a row.
    play(seed, bad, 400 + 40 + 30 + 8 * 20, 20 + 40 + 30);
  }

  private void play(long seed, Conditions conditions, long worstHoleMs, long underWayMs) {
    SplittableRandom random = new SplittableRandom(seed);
    EmulatedNetwork net = new EmulatedNetwork(seed);
    BridgedCall call = new BridgedCall(net, LegPair.customer(net).ready());
    List<LegPair> browsers = new ArrayList<>();
    List<Speaker> voices = new ArrayList<>();
    for (int i = 1; i <= AGENTS; i++) {
      LegPair browser = call.browser(i);
      browsers.add(browser);
      voices.add(call.speaker(browser.remote(), i));
    }
    net.conditions(conditions);
    long zero = net.nowNanos();
    for (int step = 0; step < STEPS; step++) {
      long from = net.nowNanos();
      net.runForMs(random.nextInt(4) == 0 ? random.nextInt(30) : 100 + random.nextInt(1_500));
      stretches.add(new StreamAuditor.Stretch(from, net.nowNanos(), muted ? 0 : onCall, gateOpen));
      act(random.nextInt(12), call, browsers, voices, random);
    }
    finish(call, browsers);

    assertThat(call.customerHears).hasSizeGreaterThan(1_000);
    assertThat(call.customerHears.getLast().atNanos() - zero).isPositive();
    assertThat(call.customerHears).anyMatch(packet -> packet.payloadType() == 126);
    new StreamAuditor(zero, stretches, underWayMs).audit(call.customerHears, worstHoleMs);
  }

  /// Every call ends with an agent on it who presses a key.
  private void finish(BridgedCall call, List<LegPair> browsers) {
    call.mute(false);
    call.attach(browsers.getFirst());
    call.openGate();
    long from = call.net.nowNanos();
    for (int i = 0; i < 5; i++) {
      browsers.getFirst().remote().press(DIGIT);
      call.net.runForMs(40);
    }
    call.net.runForMs(200);
    stretches.add(new StreamAuditor.Stretch(from, call.net.nowNanos(), 1, true));
  }

  private void act(
      int choice,
      BridgedCall call,
      List<LegPair> browsers,
      List<Speaker> voices,
      SplittableRandom random) {
    switch (choice) {
      case 0, 1 -> {
        onCall = 1 + random.nextInt(AGENTS);
        call.attach(browsers.get(onCall - 1));
      }
      case 2 -> {
        onCall = 0;
        call.detach();
      }
      case 3, 4 -> {
        muted = !muted;
        call.mute(muted);
      }
      case 5 -> voices.forEach(Speaker::fallSilent);
      case 6 -> browsers.forEach(browser -> browser.remote().press(DIGIT));
      default ->
          voices.forEach(
              voice -> voice.speak(call.net.nowNanos() + random.nextInt(20) * 1_000_000L));
    }
    if (!gateOpen && random.nextInt(6) == 0) {
      gateOpen = true;
      call.openGate();
    }
  }
}
