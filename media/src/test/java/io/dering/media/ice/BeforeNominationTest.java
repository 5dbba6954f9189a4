package io.dering.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.net.Conditions;
import io.dering.media.net.EmulatedNetwork;
import io.dering.media.stun.MessageIntegrity;
import io.dering.media.stun.StunType;
import io.dering.media.stun.StunWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A lite agent that does not wait for the nomination: a browser's comes a second after its first
/// answered check when many were lost before.
final class BeforeNominationTest {
  private static final InetSocketAddress GATEWAY = IcePeer.at("203.0.113.5", 10_000);
  private static final InetSocketAddress META = IcePeer.at("157.240.1.9", 3484);
  private static final InetSocketAddress WIFI = IcePeer.at("198.51.100.7", 51_000);
  private static final InetSocketAddress MOBILE = IcePeer.at("198.51.100.99", 40_001);

  private final EmulatedNetwork net = new EmulatedNetwork(1);
  private final IceCredentials ours = IceCredentials.random(new SplittableRandom(1));
  private final IceCredentials theirs = IceCredentials.random(new SplittableRandom(2));
  private final MessageIntegrity key = MessageIntegrity.ofPassword(ours.pwd());
  private final StunWriter writer = new StunWriter();
  private final IcePeer gateway = lite(GATEWAY, true);
  private long transaction = 1;

  private IcePeer lite(InetSocketAddress at, boolean beforeNomination) {
    IceAgent.Settings settings =
        new IceAgent.Settings(
                true,
                IceRole.CONTROLLED,
                ours,
                theirs,
                false,
                List.of(),
                InetAddressPolicy.ALLOW_ALL)
            .withBeforeNomination(beforeNomination);
    IcePeer peer = new IcePeer(net, at, settings, 12);
    peer.start();
    return peer;
  }

  @Test
  void theFirstAddressThatProvesItselfIsSentTo() {
    check(gateway, WIFI, false);
    assertThat(gateway.events).containsExactly(new IceEvent.Selected(WIFI));
    assertThat(gateway.agent.selected()).isEqualTo(WIFI);
  }

  @Test
  void aStrangerProvesNothing() {
    writer
        .begin(StunType.BINDING_REQUEST, 0, transaction++)
        .username((ours.ufrag() + ":" + theirs.ufrag()).getBytes(StandardCharsets.US_ASCII))
        .priority(100)
        .iceControlling(5)
        .integrity(MessageIntegrity.ofPassword("guessedguessedguessed42"))
        .fingerprint();
    hand(gateway, MOBILE);
    assertThat(gateway.events).isEmpty();
    assertThat(gateway.agent.selected()).isNull();
  }

  @Test
  void anotherAddressThatProvesItselfDoesNotTakeItsPlace() {
    check(gateway, WIFI, false);
    check(gateway, MOBILE, false);
    assertThat(gateway.agent.selected()).isEqualTo(WIFI);
    assertThat(gateway.agent.isValid(MOBILE)).isTrue();
  }

  @Test
  void theFirstNominationTakesItsPlaceAtOnce() {
    check(gateway, WIFI, false);
    check(gateway, MOBILE, false);
    check(gateway, MOBILE, true);
    assertThat(gateway.events)
        .containsExactly(new IceEvent.Selected(WIFI), new IceEvent.Selected(MOBILE));
  }

  /// What keeps a peer from sending our media to and fro holds from the first nomination on.
  @Test
  void theNextNominationIsPutOffAsEver() {
    check(gateway, WIFI, false);
    check(gateway, WIFI, true);
    check(gateway, MOBILE, true);
    assertThat(gateway.agent.selected()).isEqualTo(WIFI);
    assertThat(gateway.agent.count(IceCounter.NOMINATION_DEFERRED)).isEqualTo(1);
    net.runForMs(2_000);
    assertThat(gateway.agent.selected()).isEqualTo(MOBILE);
  }

  @Test
  void aPeerThatNeverNominatesKeepsItsConsent() {
    for (int seconds = 0; seconds < 120; seconds += 2) {
      check(gateway, WIFI, false);
      net.runForMs(2_000);
    }
    assertThat(gateway.isConnected()).isTrue();
    net.runForMs(41_000);
    assertThat(gateway.events.getLast()).isEqualTo(new IceEvent.ConsentLost());
  }

  /// A full agent of ours is sent to before it has nominated, and both agree in the end.
  @Test
  void aFullAgentThatNominatesIsFollowedAllTheSame() {
    net.conditions(Conditions.PERFECT.withDelayMs(20));
    IceAgent.Settings settings =
        new IceAgent.Settings(
            false,
            IceRole.CONTROLLING,
            theirs,
            ours,
            true,
            List.of(Candidate.host("1", GATEWAY, 65_535)),
            InetAddressPolicy.ALLOW_ALL);
    IcePeer browser = new IcePeer(net, WIFI, settings, 13);
    browser.start();
    assertThat(net.runUntil(gateway::isConnected, 20)).as("one way").isTrue();
    assertThat(net.runUntil(browser::isConnected, 60)).as("the other three").isTrue();
    net.runForMs(60_000);
    assertThat(gateway.events).containsExactly(new IceEvent.Selected(WIFI));
  }

  @Test
  void whereItIsNotAskedForTheNominationIsWaitedFor() {
    IcePeer meta = lite(META, false);
    check(meta, WIFI, false);
    assertThat(meta.agent.selected()).isNull();
    check(meta, WIFI, true);
    assertThat(meta.agent.selected()).isEqualTo(WIFI);
  }

  private void check(IcePeer at, InetSocketAddress from, boolean nominating) {
    writer
        .begin(StunType.BINDING_REQUEST, 0, transaction++)
        .username((ours.ufrag() + ":" + theirs.ufrag()).getBytes(StandardCharsets.US_ASCII))
        .priority(100)
        .iceControlling(5);
    if (nominating) {
      writer.useCandidate();
    }
    writer.integrity(key).fingerprint();
    hand(at, from);
  }

  private void hand(IcePeer at, InetSocketAddress from) {
    at.agent.receive(writer.array(), 0, writer.length(), from, net.nowNanos(), at);
  }
}
