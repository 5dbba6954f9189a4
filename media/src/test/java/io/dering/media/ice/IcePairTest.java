package io.dering.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.net.Conditions;
import io.dering.media.net.EmulatedNetwork;
import io.dering.media.time.Deadline;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Two agents over the emulated network.
class IcePairTest {
  private static final InetSocketAddress META = IcePeer.at("157.240.1.9", 3484);
  private static final InetSocketAddress META_IPV6 = IcePeer.at("2a03:2880::9c", 3484);
  private static final InetSocketAddress GATEWAY = IcePeer.at("203.0.113.5", 10000);
  private static final InetSocketAddress BROWSER = IcePeer.at("198.51.100.7", 51000);
  private static final InetSocketAddress BROWSER_MOBILE = IcePeer.at("198.51.100.99", 40001);

  private final IceCredentials ours = IceCredentials.random(new SplittableRandom(1));
  private final IceCredentials theirs = IceCredentials.random(new SplittableRandom(2));

  private IcePeer full(
      EmulatedNetwork net, IceRole role, boolean remoteLite, Candidate... candidates) {
    IceAgent.Settings settings =
        new IceAgent.Settings(
            false,
            role,
            ours,
            theirs,
            remoteLite,
            List.of(candidates),
            InetAddressPolicy.ALLOW_ALL);
    return new IcePeer(net, GATEWAY, settings, 11);
  }

  private IcePeer lite(EmulatedNetwork net, InetSocketAddress at) {
    return new IcePeer(net, at, liteSettings(), 12);
  }

  private IceAgent.Settings liteSettings() {
    return new IceAgent.Settings(
        true, IceRole.CONTROLLED, theirs, ours, false, List.of(), InetAddressPolicy.ALLOW_ALL);
  }

  private IcePeer fullPeer(EmulatedNetwork net, IceRole role, Candidate... candidates) {
    IceAgent.Settings settings =
        new IceAgent.Settings(
            false, role, theirs, ours, false, List.of(candidates), InetAddressPolicy.ALLOW_ALL);
    return new IcePeer(net, META, settings, 13);
  }

  private static Candidate host(InetSocketAddress address, int preference) {
    return Candidate.host("1", address, preference);
  }

  private static boolean connected(EmulatedNetwork net, IcePeer a, IcePeer b, long limitMs) {
    return net.runUntil(() -> a.isConnected() && b.isConnected(), limitMs);
  }

  @Test
  void aFullAgentAndALitePeerSelectEachOtherInTwoRoundTrips() {
    EmulatedNetwork net = new EmulatedNetwork(1);
    net.conditions(Conditions.PERFECT.withDelayMs(20));
    IcePeer gateway = full(net, IceRole.CONTROLLING, true, host(META, 65535));
    IcePeer meta = lite(net, META);
    meta.start();
    gateway.start();

    assertThat(connected(net, gateway, meta, 80)).isTrue();

    assertThat(gateway.events).containsExactly(new IceEvent.Selected(META));
    assertThat(meta.events).containsExactly(new IceEvent.Selected(GATEWAY));
    assertThat(gateway.agent.isValid(META)).isTrue();
    assertThat(meta.agent.isValid(GATEWAY)).isTrue();
    assertThat(gateway.agent.count(IceCounter.CHECK_SENT)).isEqualTo(2);
  }

  /// Meta's media server knows nothing of us until it has our answer, which travels by HTTP.
  @Test
  void aPeerThatLearnsOfUsLateIsFoundWithinTwoHundredMilliseconds() {
    EmulatedNetwork net = new EmulatedNetwork(1);
    net.conditions(Conditions.CUT);
    IcePeer gateway = full(net, IceRole.CONTROLLING, true, host(META, 65535));
    IcePeer meta = lite(net, META);
    meta.start();
    gateway.start();
    net.runForMs(470);
    net.conditions(Conditions.PERFECT.withDelayMs(20));

    assertThat(connected(net, gateway, meta, 200 + 80)).isTrue();
  }

  @Test
  void withoutDelayTheNominationTakesNoTimeAtAll() {
    EmulatedNetwork net = new EmulatedNetwork(1);
    IcePeer gateway = full(net, IceRole.CONTROLLING, true, host(META, 65535));
    IcePeer meta = lite(net, META);
    long startNanos = net.nowNanos();
    meta.start();
    gateway.start();

    assertThat(connected(net, gateway, meta, 0)).isTrue();
    assertThat(net.nowNanos()).isEqualTo(startNanos);
  }

  @Test
  void aPeerThatProcessesOurAnswerLateIsReachedSoonAfter() {
    EmulatedNetwork net = new EmulatedNetwork(1);
    IcePeer gateway = full(net, IceRole.CONTROLLING, true, host(META, 65535));
    IcePeer meta = lite(net, META);
    gateway.start();
    net.runForMs(9_700);
    assertThat(gateway.isConnected()).isFalse();
    meta.start();

    assertThat(connected(net, gateway, meta, 1_000)).isTrue();
  }

  @Test
  void anUnreachableIpv6CandidateOfHigherPriorityCostsAtMostAShortWait() {
    EmulatedNetwork net = new EmulatedNetwork(1);
    net.conditions(Conditions.PERFECT.withDelayMs(20));
    net.blackHole(META_IPV6);
    IcePeer gateway =
        full(net, IceRole.CONTROLLING, true, host(META_IPV6, 65535), host(META, 65000));
    IcePeer meta = lite(net, META);
    meta.start();
    gateway.start();

    assertThat(connected(net, gateway, meta, 20 + 40 + 50 + 40)).isTrue();
    assertThat(gateway.agent.selected()).isEqualTo(META);
  }

  @Test
  void theBetterOfTwoWorkingCandidatesIsNominated() {
    EmulatedNetwork net = new EmulatedNetwork(1);
    net.conditions(Conditions.PERFECT.withDelayMs(20));
    IcePeer gateway =
        full(net, IceRole.CONTROLLING, true, host(META, 65000), host(META_IPV6, 65535));
    IcePeer meta = lite(net, META);
    meta.alsoAt(META_IPV6);
    meta.start();
    gateway.start();

    assertThat(connected(net, gateway, meta, 200)).isTrue();
    assertThat(gateway.agent.selected()).isEqualTo(META_IPV6);
    net.runForMs(60_000);
    assertThat(gateway.selections()).isEqualTo(1);
    assertThat(meta.selections()).isEqualTo(1);
  }

  @Test
  void withoutIpv6OnThisHostTheCandidateIsDroppedAtOnce() {
    EmulatedNetwork net = new EmulatedNetwork(1);
    IceAgent.Settings settings =
        new IceAgent.Settings(
                false,
                IceRole.CONTROLLING,
                ours,
                theirs,
                true,
                List.of(host(META_IPV6, 65535), host(META, 65000)),
                InetAddressPolicy.ALLOW_ALL)
            .withIpv6(false);
    IcePeer gateway = new IcePeer(net, GATEWAY, settings, 11);
    IcePeer meta = lite(net, META);
    meta.start();
    gateway.start();

    assertThat(connected(net, gateway, meta, 0)).isTrue();
    assertThat(gateway.agent.count(IceCounter.CANDIDATE_SKIPPED)).isEqualTo(1);
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void fullAndLiteConnectOverABadNetwork(long seed) {
    EmulatedNetwork net = new EmulatedNetwork(seed);
    net.conditions(badNetwork(seed));
    net.blackHole(META_IPV6);
    // One network in 5,000 like these needs more than the standard 15 s.
    IceTiming patient = IceTiming.STANDARD.withSetUpMs(30_000);
    IceAgent.Settings settings =
        new IceAgent.Settings(
                false,
                IceRole.CONTROLLING,
                ours,
                theirs,
                true,
                List.of(host(META_IPV6, 65535), host(META, 65000)),
                InetAddressPolicy.ALLOW_ALL)
            .withTiming(patient);
    IcePeer gateway = new IcePeer(net, GATEWAY, settings, 11);
    IcePeer meta = new IcePeer(net, META, liteSettings().withTiming(patient), 12);
    meta.start();
    gateway.start();

    assertThat(connected(net, gateway, meta, 30_000)).isTrue();
    net.conditions(badNetwork(seed).withLoss(0.1));
    net.runForMs(120_000);
    assertThat(gateway.events).containsExactly(new IceEvent.Selected(META));
    assertThat(meta.events).containsExactly(new IceEvent.Selected(GATEWAY));
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void twoFullAgentsSettleEveryMixOfRolesOverABadNetwork(long seed) {
    for (IceRole one : IceRole.values()) {
      for (IceRole other : IceRole.values()) {
        EmulatedNetwork net = new EmulatedNetwork(seed);
        net.conditions(badNetwork(seed));
        IcePeer a = full(net, one, false, host(META, 65535));
        IcePeer b = fullPeer(net, other, host(GATEWAY, 65535));
        a.start();
        b.start();

        assertThat(connected(net, a, b, 15_000)).as("%s and %s", one, other).isTrue();
        assertThat(a.agent.role()).isNotEqualTo(b.agent.role());
        net.runForMs(60_000);
        assertThat(a.agent.selected()).isEqualTo(META);
        assertThat(b.agent.selected()).isEqualTo(GATEWAY);
        assertThat(a.selections() + b.selections()).isEqualTo(2);
        assertThat(a.agent.count(IceCounter.ROLE_SWITCH)).isLessThanOrEqualTo(2);
      }
    }
  }

  /// `-Dsim.seed=N` replays one, `-Dsim.seeds=N` runs more.
  static LongStream seeds() {
    long one = Long.getLong("sim.seed", 0);
    return one != 0 ? LongStream.of(one) : LongStream.rangeClosed(1, Long.getLong("sim.seeds", 20));
  }

  private static Conditions badNetwork(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return Conditions.PERFECT
        .withLoss(random.nextDouble(0.2, 0.3))
        .withBurst(random.nextInt(1, 3))
        .withDelayMs(random.nextDouble(1, 150))
        .withJitterMs(random.nextDouble(0, 60))
        .withReorder(0.1, 40)
        .withDuplicate(0.1);
  }

  @Test
  void aControlledAgentTowardsAFullPeerWithoutCandidatesLearnsItsAddress() {
    EmulatedNetwork net = new EmulatedNetwork(1);
    net.conditions(Conditions.PERFECT.withDelayMs(10));
    Candidate mdns =
        Candidate.parse("candidate:1 1 udp 2113937151 0d1a.local 51000 typ host").orElseThrow();
    IcePeer gateway = full(net, IceRole.CONTROLLED, false, mdns);
    IcePeer browser = fullPeer(net, IceRole.CONTROLLING, host(GATEWAY, 65535));
    gateway.start();
    browser.start();

    assertThat(connected(net, gateway, browser, 200)).isTrue();
    assertThat(gateway.agent.selected()).isEqualTo(META);
    assertThat(gateway.agent.count(IceCounter.CANDIDATE_SKIPPED)).isEqualTo(1);
  }

  @Test
  void aLitePeerWithNothingButNamesFailsAtOnce() {
    EmulatedNetwork net = new EmulatedNetwork(1);
    Candidate mdns =
        Candidate.parse("candidate:1 1 udp 2113937151 0d1a.local 51000 typ host").orElseThrow();
    IcePeer gateway = full(net, IceRole.CONTROLLING, true, mdns);
    gateway.start();

    assertThat(gateway.events).containsExactly(new IceEvent.Failed(IceFailure.NO_USABLE_CANDIDATE));
    assertThat(gateway.nextDeadlineNanos()).isEqualTo(Deadline.NEVER);
  }

  @Test
  void anUnansweredAgentFailsAtTheSetUpDeadlineAndFallsSilent() {
    EmulatedNetwork net = new EmulatedNetwork(1);
    IcePeer gateway = full(net, IceRole.CONTROLLING, true, host(META, 65535));
    gateway.start();
    net.runForMs(14_999);
    assertThat(gateway.events).isEmpty();
    net.runForMs(1);
    assertThat(gateway.events).containsExactly(new IceEvent.Failed(IceFailure.NO_ANSWER));
    long sent = net.arrivedAt(META).datagrams();
    assertThat(sent).as("every 200 ms").isBetween(75L, 79L);
    net.runForMs(60_000);
    assertThat(net.arrivedAt(META).datagrams()).isEqualTo(sent);
  }

  @Test
  void aControlledPeerIsToldByALiteAgentToTakeControl() {
    EmulatedNetwork net = new EmulatedNetwork(1);
    IcePeer meta = lite(net, META);
    meta.start();
    IcePeer browser = fullPeerAt(net, BROWSER, IceRole.CONTROLLED, host(META, 65535));
    browser.start();
    net.runForMs(20_000);

    assertThat(browser.agent.role()).isEqualTo(IceRole.CONTROLLING);
    assertThat(meta.agent.selected()).isEqualTo(BROWSER);
  }

  private IcePeer fullPeerAt(
      EmulatedNetwork net, InetSocketAddress at, IceRole role, Candidate... candidates) {
    IceAgent.Settings settings =
        new IceAgent.Settings(
            false, role, ours, theirs, false, List.of(candidates), InetAddressPolicy.ALLOW_ALL);
    return new IcePeer(net, at, settings, 14);
  }

  @Test
  void consentKeepsACallAliveForHoursAndAsksEveryFourToSixSeconds() {
    EmulatedNetwork net = new EmulatedNetwork(1);
    net.conditions(Conditions.PERFECT.withDelayMs(40).withLoss(0.1));
    IcePeer gateway = full(net, IceRole.CONTROLLING, true, host(META, 65535));
    IcePeer meta = lite(net, META);
    meta.start();
    gateway.start();
    assertThat(connected(net, gateway, meta, 15_000)).isTrue();
    net.runForMs(2 * 3_600_000);

    assertThat(gateway.isConnected()).isTrue();
    assertThat(meta.isConnected()).isTrue();
    assertThat(gateway.agent.count(IceCounter.CONSENT_SENT)).isBetween(1_200L, 2_400L);
  }

  /// Single consent checks would lose about one call in thirty per minute here.
  @Test
  void consentSurvivesThirtyPercentLossEachWay() {
    int lost = 0;
    for (int seed = 1; seed <= 300; seed++) {
      EmulatedNetwork net = new EmulatedNetwork(seed);
      net.conditions(Conditions.PERFECT.withDelayMs(40));
      IcePeer gateway = full(net, IceRole.CONTROLLING, true, host(META, 65535));
      IcePeer meta = lite(net, META);
      meta.start();
      gateway.start();
      assertThat(connected(net, gateway, meta, 1_000)).isTrue();
      net.conditions(Conditions.PERFECT.withDelayMs(40).withLoss(0.3));
      net.runForMs(60_000);
      lost += gateway.isConnected() && meta.isConnected() ? 0 : 1;
    }
    assertThat(lost).isLessThanOrEqualTo(1);
  }

  @Test
  void aLostNominationIsRepeatedAfterTwoRoundTrips() {
    EmulatedNetwork net = new EmulatedNetwork(1);
    net.conditions(Conditions.PERFECT.withDelayMs(60));
    IcePeer gateway = full(net, IceRole.CONTROLLING, true, host(META, 65535));
    IcePeer meta = lite(net, META);
    meta.start();
    gateway.start();
    net.runForMs(119);
    net.conditions(Conditions.CUT);
    net.runForMs(2);
    net.conditions(Conditions.PERFECT.withDelayMs(60));

    assertThat(connected(net, gateway, meta, 240 + 120)).isTrue();
    assertThat(gateway.agent.count(IceCounter.CHECK_SENT))
        .as("the first check and its repeat, the nomination and its repeat")
        .isEqualTo(4);
  }

  /// RFC 7675 §5.1, and ten seconds more in which nothing but checks is sent.
  @Test
  void bothSidesStopSendingThirtySecondsAfterABlackoutBeganAndLoseConsentTenLater() {
    EmulatedNetwork net = new EmulatedNetwork(1);
    IcePeer gateway = full(net, IceRole.CONTROLLING, true, host(META, 65535));
    IcePeer meta = lite(net, META);
    meta.start();
    gateway.start();
    net.runForMs(60_000);
    net.conditions(Conditions.CUT);
    net.runForMs(23_000);
    assertThat(gateway.agent.selected()).isEqualTo(META);
    assertThat(meta.agent.selected()).isEqualTo(GATEWAY);
    net.runForMs(7_000);
    assertThat(gateway.agent.selected()).isNull();
    assertThat(meta.agent.selected()).isNull();
    assertThat(gateway.isConnected()).isTrue();
    assertThat(meta.isConnected()).isTrue();
    net.runForMs(10_000);

    assertThat(gateway.events).last().isEqualTo(new IceEvent.ConsentLost());
    assertThat(meta.events).last().isEqualTo(new IceEvent.ConsentLost());
    assertThat(gateway.agent.isValid(META)).isFalse();
    assertThat(meta.agent.isValid(GATEWAY)).isFalse();
    assertThat(gateway.agent.selected()).isNull();
    long sent = gateway.agent.count(IceCounter.CONSENT_SENT);
    net.runForMs(60_000);
    assertThat(gateway.agent.count(IceCounter.CONSENT_SENT)).isEqualTo(sent);
  }

  @Test
  void consentThatHasExpiredComesBackWithinASecondOfTheNetworkAndOnlyByProof() {
    EmulatedNetwork net = new EmulatedNetwork(1);
    IcePeer gateway = full(net, IceRole.CONTROLLING, true, host(META, 65535));
    IcePeer meta = lite(net, META);
    meta.start();
    gateway.start();
    net.runForMs(60_000);
    net.cutForMs(35_000);
    net.runForMs(34_900);
    assertThat(gateway.agent.selected()).isNull();
    gateway.agent.receive(new byte[20], 0, 20, META, net.nowNanos(), gateway);
    assertThat(gateway.agent.selected()).as("a datagram that proves nothing").isNull();
    net.runForMs(1_100);

    assertThat(gateway.agent.selected()).isEqualTo(META);
    assertThat(meta.agent.selected()).isEqualTo(GATEWAY);
    long sent = gateway.agent.count(IceCounter.CONSENT_SENT);
    net.runForMs(60_000);
    assertThat(gateway.agent.count(IceCounter.CONSENT_SENT) - sent)
        .as("asks at its usual pace again")
        .isBetween(10L, 16L);
    assertThat(gateway.isConnected() && meta.isConnected()).isTrue();
  }

  @Test
  void aBlackoutShorterThanTheConsentTimeoutIsSurvived() {
    EmulatedNetwork net = new EmulatedNetwork(1);
    IcePeer gateway = full(net, IceRole.CONTROLLING, true, host(META, 65535));
    IcePeer meta = lite(net, META);
    meta.start();
    gateway.start();
    net.runForMs(60_000);
    net.conditions(Conditions.CUT);
    net.runForMs(17_000);
    net.conditions(Conditions.PERFECT);
    net.runForMs(60_000);

    assertThat(gateway.isConnected()).isTrue();
    assertThat(meta.isConnected()).isTrue();
  }

  @Test
  void theLiteSideFollowsAnAgentThatMovesToAnotherNetwork() {
    EmulatedNetwork net = new EmulatedNetwork(1);
    net.conditions(Conditions.PERFECT.withDelayMs(15));
    IcePeer meta = lite(net, META);
    meta.start();
    IcePeer onWifi = fullPeerAt(net, BROWSER, IceRole.CONTROLLING, host(META, 65535));
    onWifi.start();
    net.runForMs(10_000);
    assertThat(meta.agent.selected()).isEqualTo(BROWSER);

    // A browser that changes networks checks and nominates the new pair under the same credentials.
    IcePeer onMobile = fullPeerAt(net, BROWSER_MOBILE, IceRole.CONTROLLING, host(META, 65535));
    onWifi.port.moveTo(IcePeer.at("192.0.2.200", 9));
    onMobile.start();
    net.runForMs(100);

    assertThat(meta.agent.selected()).isEqualTo(BROWSER_MOBILE);
    assertThat(meta.events)
        .containsExactly(new IceEvent.Selected(BROWSER), new IceEvent.Selected(BROWSER_MOBILE));
    net.runForMs(60_000);
    assertThat(meta.isConnected()).isTrue();
  }

  /// A NAT that was restarted, and nothing but consent checks: no nomination, no media.
  @Test
  void theLiteSideFollowsAnAgentWhoseAddressChangedUnknownToIt() {
    EmulatedNetwork net = new EmulatedNetwork(1);
    net.conditions(Conditions.PERFECT.withDelayMs(15));
    IcePeer meta = lite(net, META);
    meta.start();
    IcePeer peer = fullPeerAt(net, BROWSER, IceRole.CONTROLLING, host(META, 65535));
    peer.start();
    net.runForMs(20_000);
    peer.port.moveTo(BROWSER_MOBILE);
    net.runForMs(1_000 * (7 + 6));

    assertThat(meta.events)
        .containsExactly(new IceEvent.Selected(BROWSER), new IceEvent.Selected(BROWSER_MOBILE));
    net.runForMs(60_000);
    assertThat(meta.isConnected() && peer.isConnected()).isTrue();
  }
}
