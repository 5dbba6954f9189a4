package io.dering.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.stun.MessageIntegrity;
import io.dering.media.stun.StunDefect;
import io.dering.media.stun.StunMessage;
import io.dering.media.stun.StunType;
import io.dering.media.stun.StunWriter;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// One agent against hand-made datagrams (reliability.md 2.3 E and rows 6, 7 of 2.2).
class IceHostileTest {
  private static final long MS = 1_000_000;
  private static final InetSocketAddress PEER = IcePeer.at("198.51.100.7", 51000);
  private static final InetSocketAddress OTHER = IcePeer.at("198.51.100.8", 51001);

  private final IceCredentials local = IceCredentials.random(new SplittableRandom(1));
  private final IceCredentials remote = IceCredentials.random(new SplittableRandom(2));
  private final MessageIntegrity localKey = MessageIntegrity.ofPassword(local.pwd());
  private final MessageIntegrity remoteKey = MessageIntegrity.ofPassword(remote.pwd());
  private final StunWriter writer = new StunWriter();
  private final Sink sink = new Sink();
  private long nowNanos = Long.MIN_VALUE + 5;
  private long bytesIn;
  private int transaction;

  /// Counts what leaves and keeps the last datagram readable.
  private static final class Sink implements IceOutput {
    final List<IceEvent> events = new ArrayList<>();
    final StunMessage last = new StunMessage();
    byte[] lastBytes = {};
    long bytes;
    long datagrams;
    boolean keeps = true;

    @Override
    public void transmit(byte[] b, int off, int len, InetSocketAddress to) {
      bytes += len;
      datagrams++;
      if (keeps) {
        lastBytes = Arrays.copyOfRange(b, off, off + len);
        assertThat(last.wrap(lastBytes, 0, len)).isEqualTo(StunDefect.NONE);
      }
    }

    @Override
    public void iceEvent(IceEvent event) {
      events.add(event);
    }
  }

  private IceAgent lite(InetAddressPolicy policy) {
    IceAgent agent =
        new IceAgent(
            new IceAgent.Settings(
                true, IceRole.CONTROLLED, local, remote, false, List.of(), policy),
            new SplittableRandom(3));
    agent.start(nowNanos, sink);
    return agent;
  }

  private IceAgent full(IceRole role, boolean remoteLite, List<Candidate> candidates) {
    IceAgent agent =
        new IceAgent(
            new IceAgent.Settings(
                false, role, local, remote, remoteLite, candidates, InetAddressPolicy.ALLOW_ALL),
            new SplittableRandom(3));
    agent.start(nowNanos, sink);
    return agent;
  }

  private void request(IceAgent agent, InetSocketAddress from, Consumer<StunWriter> attributes) {
    request(agent, from, local.ufrag() + ":" + remote.ufrag(), localKey, attributes);
  }

  private void request(
      IceAgent agent,
      InetSocketAddress from,
      String username,
      MessageIntegrity key,
      Consumer<StunWriter> attributes) {
    writer
        .begin(StunType.BINDING_REQUEST, 0, transaction++)
        .username(username.getBytes(StandardCharsets.US_ASCII));
    attributes.accept(writer);
    writer.integrity(key).fingerprint();
    bytesIn += writer.length();
    agent.receive(writer.array(), 0, writer.length(), from, nowNanos, sink);
  }

  private static void check(StunWriter w) {
    w.priority(100).iceControlling(5);
  }

  private static void nomination(StunWriter w) {
    w.priority(100).iceControlling(5).useCandidate();
  }

  @Test
  void strangersGetNotOneByteAndLeaveNoTrace() {
    IceAgent agent = lite(InetAddressPolicy.ALLOW_ALL);
    request(agent, PEER, "wrongone:" + remote.ufrag(), localKey, IceHostileTest::nomination);
    request(
        agent, PEER, remote.ufrag() + ":" + local.ufrag(), localKey, IceHostileTest::nomination);
    request(agent, PEER, local.ufrag(), localKey, IceHostileTest::nomination);
    writer.begin(StunType.BINDING_REQUEST, 0, 1).fingerprint();
    agent.receive(writer.array(), 0, writer.length(), PEER, nowNanos, sink);

    assertThat(sink.bytes).isZero();
    assertThat(agent.count(IceCounter.UNKNOWN_USER)).isEqualTo(4);
    assertThat(agent.isValid(PEER)).isFalse();
    assertThat(agent.selected()).isNull();
  }

  @Test
  void wrongIntegrityGetsNotOneByteEvenWithUnknownAttributes() {
    IceAgent agent = lite(InetAddressPolicy.ALLOW_ALL);
    String user = local.ufrag() + ":" + remote.ufrag();
    request(agent, PEER, user, remoteKey, IceHostileTest::nomination);
    request(agent, PEER, user, remoteKey, w -> w.attribute(0x7001, new byte[4]));
    writer
        .begin(StunType.BINDING_REQUEST, 0, 9)
        .username(user.getBytes(StandardCharsets.US_ASCII))
        .useCandidate()
        .fingerprint();
    agent.receive(writer.array(), 0, writer.length(), PEER, nowNanos, sink);

    assertThat(sink.bytes).isZero();
    assertThat(agent.count(IceCounter.NOT_AUTHENTIC)).isEqualTo(3);
    assertThat(agent.isValid(PEER)).isFalse();
  }

  @Test
  void anUnknownRequiredAttributeIsAnswered420AndProvesNothing() {
    IceAgent agent = lite(InetAddressPolicy.ALLOW_ALL);
    request(agent, PEER, w -> w.useCandidate().attribute(0x7001, new byte[4]));

    assertThat(sink.last.errorCode()).isEqualTo(420);
    assertThat(sink.last.isAuthentic(localKey)).isTrue();
    assertThat(agent.isValid(PEER)).isFalse();
    assertThat(agent.selected()).isNull();
  }

  @Test
  void anAuthenticRequestIsAnsweredWithTheAddressItCameFrom() {
    IceAgent agent = lite(InetAddressPolicy.ALLOW_ALL);
    request(agent, PEER, IceHostileTest::check);

    assertThat(sink.last.type()).isEqualTo(StunType.BINDING_SUCCESS);
    assertThat(sink.last.transactionLow()).isEqualTo(transaction - 1);
    assertThat(sink.last.xorMappedAddress()).isEqualTo(PEER);
    assertThat(sink.last.isAuthentic(localKey)).isTrue();
    assertThat(agent.isValid(PEER)).isTrue();
    assertThat(agent.isValid(OTHER)).isFalse();
    assertThat(agent.selected()).as("not nominated").isNull();
  }

  @Test
  void aPairThatWorksButIsNeverNominatedFails() {
    IceAgent agent = lite(InetAddressPolicy.ALLOW_ALL);
    request(agent, PEER, IceHostileTest::check);
    agent.advance(nowNanos + 15_000 * MS, sink);
    assertThat(sink.events).containsExactly(new IceEvent.Failed(IceFailure.NOT_NOMINATED));
    assertThat(agent.isValid(PEER)).isFalse();
  }

  @Test
  void anAuthenticRequestFromARefusedAddressIsIgnored() {
    IceAgent agent = lite(InetAddressPolicy.PUBLIC_ONLY);
    InetSocketAddress metadata = IcePeer.at("169.254.169.254", 80);
    request(agent, metadata, IceHostileTest::nomination);
    assertThat(sink.bytes).isZero();
    assertThat(agent.count(IceCounter.REFUSED_ADDRESS)).isEqualTo(1);
    assertThat(agent.isValid(metadata)).isFalse();
  }

  @Test
  void candidatesInForbiddenNetworksAreNeverSentTo() {
    List<Candidate> candidates = new ArrayList<>();
    for (String literal : List.of("127.0.0.1", "169.254.169.254", "10.0.0.1", "::1", "fd00::1")) {
      candidates.add(Candidate.host("1", IcePeer.at(literal, 5000), 65535));
    }
    IceAgent agent =
        new IceAgent(
            new IceAgent.Settings(
                false,
                IceRole.CONTROLLING,
                local,
                remote,
                false,
                candidates,
                InetAddressPolicy.PUBLIC_ONLY),
            new SplittableRandom(3));
    agent.start(nowNanos, sink);
    runForMs(agent, 14_000);
    assertThat(sink.bytes).isZero();
    assertThat(agent.count(IceCounter.CANDIDATE_REFUSED)).isEqualTo(5);
  }

  @Test
  void atMostTwentyCandidatesAreCheckedAndNoFasterThanThePace() {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 1; i <= 1_000; i++) {
      candidates.add(Candidate.host("1", IcePeer.at("203.0.113.9", i), i));
    }
    IceAgent agent = full(IceRole.CONTROLLING, false, candidates);
    assertThat(sink.datagrams).isEqualTo(1);
    runForMs(agent, 395);
    assertThat(sink.datagrams).isEqualTo(20);
    runForMs(agent, 60);
    assertThat(sink.datagrams).isEqualTo(20);
    assertThat(agent.count(IceCounter.CANDIDATE_SKIPPED)).isEqualTo(980);
  }

  @Test
  void aFloodOfAuthenticRequestsFromForgedSourcesIsNotAmplified() {
    for (IceAgent agent :
        List.of(lite(InetAddressPolicy.ALLOW_ALL), full(IceRole.CONTROLLED, false, List.of()))) {
      sink.bytes = 0;
      bytesIn = 0;
      long startNanos = nowNanos;
      for (int i = 0; i < 20_000; i++) {
        nowNanos += MS / 100;
        request(agent, IcePeer.at("192.0.2." + i % 250, 1_000 + i / 250), IceHostileTest::check);
      }
      nowNanos = startNanos + 200 * MS;
      runForMs(agent, 14_000);
      assertThat((double) sink.bytes / bytesIn).isLessThanOrEqualTo(1.5);
      assertThat(sink.events).noneMatch(event -> event instanceof IceEvent.Selected);
      sink.events.clear();
      nowNanos = startNanos;
    }
  }

  @Test
  void nominationsFlipFlopAtMostOnceInTwoSecondsAndTheLastOneWins() {
    IceAgent agent = lite(InetAddressPolicy.ALLOW_ALL);
    for (int i = 0; i < 10_000; i++) {
      request(agent, i % 2 == 0 ? PEER : OTHER, IceHostileTest::nomination);
      runForMs(agent, 1);
    }
    assertThat(sink.events).allMatch(event -> event instanceof IceEvent.Selected);
    assertThat(sink.events).hasSizeBetween(2, 6);

    runForMs(agent, 3_000);
    request(agent, PEER, IceHostileTest::nomination);
    request(agent, OTHER, IceHostileTest::nomination);
    runForMs(agent, 2_000);
    assertThat(agent.selected()).isEqualTo(OTHER);
  }

  @Test
  void validAddressesAreBoundedAndTheSelectedOneStays() {
    IceAgent agent = lite(InetAddressPolicy.ALLOW_ALL);
    request(agent, PEER, IceHostileTest::nomination);
    int valid = 0;
    for (int i = 0; i < 100; i++) {
      request(agent, IcePeer.at("192.0.2.1", 100 + i), IceHostileTest::check);
    }
    for (int i = 0; i < 100; i++) {
      valid += agent.isValid(IcePeer.at("192.0.2.1", 100 + i)) ? 1 : 0;
    }
    assertThat(agent.isValid(PEER)).isTrue();
    assertThat(valid).isEqualTo(ValidAddresses.CAPACITY - 1);
    assertThat(agent.isValid(IcePeer.at("192.0.2.1", 199))).isTrue();
  }

  @Test
  void aLiteAgentAnswers487ToAControlledPeerHoweverOften() {
    IceAgent agent = lite(InetAddressPolicy.ALLOW_ALL);
    for (int i = 0; i < 1_000; i++) {
      request(agent, PEER, w -> w.priority(1).iceControlled(-1).useCandidate());
    }
    assertThat(sink.last.errorCode()).isEqualTo(487);
    assertThat(sink.datagrams).isEqualTo(1_000);
    assertThat(agent.role()).isEqualTo(IceRole.CONTROLLED);
    assertThat(agent.isValid(PEER)).isFalse();
  }

  @Test
  void aStormOfRoleConflictsSwitchesRolesAFewTimesOnly() {
    IceAgent agent = full(IceRole.CONTROLLED, false, List.of());
    for (int i = 0; i < 1_000; i++) {
      boolean controlled = agent.role() == IceRole.CONTROLLED;
      // Always the claim that makes the agent yield: unsigned -1 is the highest tie-breaker.
      request(agent, PEER, w -> claim(w, controlled));
    }
    assertThat(agent.count(IceCounter.ROLE_SWITCH)).isEqualTo(RoleArbiter.MAX_SWITCHES);
    runForMs(agent, 10_000);
    assertThat(agent.count(IceCounter.CHECK_SENT)).isLessThan(20);
  }

  private static void claim(StunWriter w, boolean controlled) {
    if (controlled) {
      w.priority(1).iceControlled(0);
    } else {
      w.priority(1).iceControlling(-1);
    }
  }

  /// RFC 8445 §7.3.1.1, all four rows.
  @Test
  void theTieBreakerDecidesEveryConflict() {
    IceAgent winning = full(IceRole.CONTROLLING, false, List.of());
    request(winning, PEER, w -> w.priority(1).iceControlling(0));
    assertThat(winning.role()).isEqualTo(IceRole.CONTROLLING);
    assertThat(sink.last.errorCode()).isEqualTo(487);

    IceAgent losing = full(IceRole.CONTROLLING, false, List.of());
    request(losing, PEER, w -> w.priority(1).iceControlling(-1));
    assertThat(losing.role()).isEqualTo(IceRole.CONTROLLED);

    IceAgent taking = full(IceRole.CONTROLLED, false, List.of());
    request(taking, PEER, w -> w.priority(1).iceControlled(0));
    assertThat(taking.role()).isEqualTo(IceRole.CONTROLLING);

    IceAgent refusing = full(IceRole.CONTROLLED, false, List.of());
    request(refusing, PEER, w -> w.priority(1).iceControlled(-1));
    assertThat(refusing.role()).isEqualTo(IceRole.CONTROLLED);
    assertThat(sink.last.errorCode()).isEqualTo(487);
  }

  @Test
  void aLitePeersRoleConflictIsIgnoredAndTheCheckGoesOn() {
    IceAgent agent = full(IceRole.CONTROLLING, true, List.of(Candidate.host("1", PEER, 65535)));
    for (int i = 0; i < 5; i++) {
      answer(agent, PEER, w -> w.errorCode(487, "Role Conflict"), StunType.BINDING_ERROR);
      runForMs(agent, 1_000);
    }
    assertThat(agent.role()).isEqualTo(IceRole.CONTROLLING);
    answer(agent, PEER, w -> w.xorMappedAddress(OTHER), StunType.BINDING_SUCCESS);
    assertThat(sink.last.useCandidate()).isTrue();
  }

  @Test
  void anErrorOfALatePeerDoesNotFailThePair() {
    IceAgent agent = full(IceRole.CONTROLLING, true, List.of(Candidate.host("1", PEER, 65535)));
    long first = sink.last.transactionLow();
    answer(agent, PEER, w -> w.errorCode(400, "Bad Request"), StunType.BINDING_ERROR);
    runForMs(agent, 600);
    assertThat(sink.last.transactionLow()).isNotEqualTo(first);
    answer(agent, PEER, w -> w.xorMappedAddress(OTHER), StunType.BINDING_SUCCESS);
    answer(agent, PEER, w -> w.xorMappedAddress(OTHER), StunType.BINDING_SUCCESS);
    assertThat(agent.selected()).isEqualTo(PEER);
  }

  @Test
  void answersFromAnotherAddressOrUnderAnotherKeyChangeNothing() {
    IceAgent agent = full(IceRole.CONTROLLING, true, List.of(Candidate.host("1", PEER, 65535)));
    answer(agent, OTHER, w -> w.xorMappedAddress(OTHER), StunType.BINDING_SUCCESS);
    writer
        .begin(StunType.BINDING_SUCCESS, sink.last.transactionHigh(), sink.last.transactionLow())
        .xorMappedAddress(OTHER)
        .integrity(localKey)
        .fingerprint();
    agent.receive(writer.array(), 0, writer.length(), PEER, nowNanos, sink);

    assertThat(agent.isValid(PEER)).isFalse();
    assertThat(agent.isValid(OTHER)).isFalse();
    assertThat(agent.count(IceCounter.UNMATCHED_RESPONSE)).isEqualTo(1);
    assertThat(agent.count(IceCounter.NOT_AUTHENTIC)).isEqualTo(1);
    answer(agent, PEER, w -> w.xorMappedAddress(OTHER), StunType.BINDING_SUCCESS);
    assertThat(agent.isValid(PEER)).as("the check went on").isTrue();
  }

  @Test
  void anUnansweredNominationGivesWayToAnotherValidPair() {
    IceAgent agent =
        full(
            IceRole.CONTROLLING,
            true,
            List.of(Candidate.host("1", PEER, 65535), Candidate.host("2", OTHER, 100)));
    byte[] firstCheck = sink.lastBytes;
    runForMs(agent, 25);
    answer(agent, OTHER, w -> w.xorMappedAddress(OTHER), StunType.BINDING_SUCCESS);
    assertThat(sink.last.useCandidate()).as("the better pair is awaited").isFalse();
    sink.last.wrap(firstCheck, 0, firstCheck.length);
    answer(agent, PEER, w -> w.xorMappedAddress(PEER), StunType.BINDING_SUCCESS);
    assertThat(sink.last.useCandidate()).isTrue();
    runForMs(agent, 3_600);
    assertThat(sink.last.useCandidate()).isTrue();
    answer(agent, OTHER, w -> w.xorMappedAddress(OTHER), StunType.BINDING_SUCCESS);
    assertThat(agent.selected()).isEqualTo(OTHER);
  }

  /// Answers the last datagram that left.
  private void answer(
      IceAgent agent, InetSocketAddress from, Consumer<StunWriter> attributes, StunType type) {
    writer.begin(type, sink.last.transactionHigh(), sink.last.transactionLow());
    attributes.accept(writer);
    writer.integrity(remoteKey).fingerprint();
    agent.receive(writer.array(), 0, writer.length(), from, nowNanos, sink);
  }

  @Test
  void mutatedChecksNeverThrowAndAreNeverAnswered() {
    SplittableRandom random = new SplittableRandom(99);
    IceAgent lite = lite(InetAddressPolicy.ALLOW_ALL);
    IceAgent full = full(IceRole.CONTROLLED, false, List.of());
    writer
        .begin(StunType.BINDING_REQUEST, 1, 2)
        .username((local.ufrag() + ":" + remote.ufrag()).getBytes(StandardCharsets.US_ASCII));
    nomination(writer);
    writer.integrity(localKey);
    byte[] good = Arrays.copyOf(writer.array(), writer.length());
    sink.bytes = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] bad = good.clone();
      for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
        bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
      }
      if (Arrays.equals(bad, good)) {
        continue;
      }
      lite.receive(bad, 0, bad.length, PEER, nowNanos, sink);
      full.receive(bad, 0, bad.length, PEER, nowNanos, sink);
    }
    assertThat(sink.bytes).isZero();
    assertThat(sink.events).isEmpty();
  }

  @Test
  void mediaLookUpsAllocateNothingAndConsentChecksLittle() {
    IceAgent agent = lite(InetAddressPolicy.ALLOW_ALL);
    request(agent, OTHER, IceHostileTest::check);
    request(agent, PEER, IceHostileTest::nomination);
    sink.keeps = false;
    writer
        .begin(StunType.BINDING_REQUEST, 0, 1)
        .username((local.ufrag() + ":" + remote.ufrag()).getBytes(StandardCharsets.US_ASCII));
    check(writer);
    writer.integrity(localKey).fingerprint();
    byte[] consent = Arrays.copyOf(writer.array(), writer.length());
    byte[] forged = consent.clone();
    forged[10] ^= 1;
    InetSocketAddress stranger = IcePeer.at("203.0.113.77", 7);

    assertThat(allocatedPer(() -> agent.isValid(PEER))).isZero();
    assertThat(allocatedPer(() -> agent.isValid(OTHER))).isZero();
    assertThat(allocatedPer(() -> agent.isValid(stranger))).isZero();
    assertThat(
            allocatedPer(() -> agent.receive(forged, 0, forged.length, stranger, nowNanos, sink)))
        .isZero();
    assertThat(allocatedPer(() -> agent.receive(consent, 0, consent.length, PEER, nowNanos, sink)))
        .isLessThan(400);
  }

  // The measurement itself allocates a little once; per call that rounds to zero.
  private static long allocatedPer(Runnable operation) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    int count = 20_000;
    for (int i = 0; i < count; i++) {
      operation.run();
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < count; i++) {
      operation.run();
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / count;
  }

  private void runForMs(IceAgent agent, long milliseconds) {
    long endNanos = nowNanos + milliseconds * MS;
    while (agent.nextDeadlineNanos() != Long.MAX_VALUE
        && agent.nextDeadlineNanos() - endNanos <= 0) {
      nowNanos = agent.nextDeadlineNanos();
      agent.advance(nowNanos, sink);
    }
    nowNanos = endNanos;
  }
}
