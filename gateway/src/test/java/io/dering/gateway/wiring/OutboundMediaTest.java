package io.dering.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.wiring.MediaHouse.Far;
import io.dering.media.leg.DtlsManner;
import io.dering.media.opus.OpusClip;
import io.dering.media.opus.OpusPackets;
import io.dering.signaling.call.LegCloseReason;
import io.dering.signaling.call.SessionDescription;
import io.dering.signaling.call.Tone;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.dering.transport.udp.MediaTotals;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Calls of the business's as the switchboard commands them, over real UDP: our offer, Meta's
/// answer, and what the agent and the customer hear.
final class OutboundMediaTest {
  private static final CallId CALL = new CallId("call_a");
  private static final ChannelId CHANNEL = new ChannelId("200000000000001");
  private static final ConnectionId TAB = new ConnectionId("tab");
  private static final ConnectionId OTHER_TAB = new ConnectionId("other-tab");
  private static final byte AGENT = 'a';
  private static final byte CUSTOMER = 'c';
  private static final int A_WHILE = 10;

  private final MediaHouse house = new MediaHouse();

  @AfterEach
  void close() {
    house.close();
  }

  @ParameterizedTest
  @EnumSource
  void fromOurOfferToTalkInWhicheverRoleMetaAnswers(DtlsManner manner) {
    Far agent = house.agent(TAB);
    agent.speak(AGENT);
    dial();
    assertThat(agent.ear().next()).isEqualTo(ringback(0));
    String offer = house.fact(Fact.OfferMade.class).offer().text();
    assertThat(offer).contains("a=setup:actpass").doesNotContain("ice-lite");

    Far customer = house.metaAnswers(CALL, offer, manner);
    assertThat(house.fact(Fact.MetaLegConnected.class).call()).isEqualTo(CALL);
    customer.speak(CUSTOMER);
    agent.ear().forget();
    for (int i = 0; i < A_WHILE; i++) {
      assertRings(agent);
    }
    assertThat(customer.ear().heard()).as("before the customer has picked up").isZero();

    house.release(new Command.OpenGate(CALL));
    customer.ear().awaitVoice(AGENT);
    agent.ear().awaitVoice(CUSTOMER);
    for (int i = 0; i < A_WHILE; i++) {
      assertThat(FarEar.isVoice(agent.ear().next(), CUSTOMER)).as("no ringing any more").isTrue();
    }
    assertThat(agent.ear().sources()).as("one stream").hasSize(1);
  }

  @Test
  void theRingingMovesToTheTabThatTheAgentMovesTo() {
    Far tab = house.agent(TAB);
    Far other = house.agent(OTHER_TAB);
    dial();
    assertThat(tab.ear().next()).isEqualTo(ringback(0));

    onlyHeRings(other, OTHER_TAB, tab);
    onlyHeRings(tab, TAB, other);
  }

  @Test
  void theRingingWaitsForATabWhoseLegIsNotThereYetAndFollowsItToItsNextLeg() {
    dial();
    // Its first frames may be there before the other end has its keys: from its beginning it has
    // come no further than there were frames.
    byte[] first = house.agent(TAB).ear().next();
    assertThat(IntStream.range(0, Math.toIntExact(house.sentToAgents())).mapToObj(this::ringback))
        .contains(first);
    assertRings(house.agent(TAB));
  }

  @Test
  void aCallThatEndsBeforeMetasAnswerLeavesNeitherLegNorPortAndStopsRinging() {
    Far agent = house.agent(TAB);
    dial();
    String offer = house.fact(Fact.OfferMade.class).offer().text();
    assertRings(agent);

    house.release(new Command.CloseMetaLeg(CALL));
    house.metaAnswers(CALL, offer, DtlsManner.USUAL);

    assertThat(house.fact(Fact.AnswerRefused.class))
        .isEqualTo(new Fact.AnswerRefused(CALL, "no_offer"));
    assertThat(house.held()).isEqualTo(new MediaTotals.Held(1, 1));
    // Another call of the same agent rings from its own beginning.
    CallId next = new CallId("call_b");
    house.release(new Command.MakeOffer(next, CHANNEL));
    house.release(new Command.Bridge(next, TAB));
    house.release(new Command.Play(next, Tone.RINGBACK));
    agent.ear().awaitClip(new OpusClip(List.of(ringback(0), ringback(1), ringback(2))));
  }

  /// Meta's reference 2.3: the pickup may be told before Meta's answer to our offer.
  @Test
  void aPickupAndAMuteThatComeBeforeTheAnswerHoldWhenTheLegIsThere() {
    Far agent = house.agent(TAB);
    agent.speak(AGENT);
    dial();
    String offer = house.fact(Fact.OfferMade.class).offer().text();
    house.release(new Command.Mute(CALL, true));
    house.release(new Command.OpenGate(CALL));

    Far customer = house.metaAnswers(CALL, offer, DtlsManner.USUAL);
    customer.speak(CUSTOMER);
    agent.ear().awaitVoice(CUSTOMER);
    for (int i = 0; i < A_WHILE; i++) {
      byte[] frame = customer.ear().next();
      assertThat(OpusPackets.isSilence(frame, 0, frame.length)).isTrue();
    }
    house.release(new Command.Mute(CALL, false));
    customer.ear().awaitVoice(AGENT);
  }

  @Test
  void anAnswerThatCannotBeUsedIsRefusedByNameAndTheNextOneIsTaken() {
    house.release(new Command.MakeOffer(CALL, CHANNEL));
    String offer = house.fact(Fact.OfferMade.class).offer().text();
    house.release(new Command.ApplyAnswer(CALL, new SessionDescription("v=0")));
    assertThat(house.fact(Fact.AnswerRefused.class))
        .isEqualTo(new Fact.AnswerRefused(CALL, "not_sdp"));

    Far customer = house.metaAnswers(CALL, offer, DtlsManner.USUAL);
    assertThat(house.fact(Fact.MetaLegConnected.class).call()).isEqualTo(CALL);
    house.release(new Command.ApplyAnswer(CALL, new SessionDescription("v=0")));
    house.release(new Command.OpenGate(CALL));
    assertThat(customer.ear().next()).as("the gate's first frame").isNotEmpty();
    assertThat(house.factsLeft()).as("a second answer changes nothing").isEmpty();
  }

  @Test
  void aLegThatNeverComesUpEndsAsAnInboundOneDoes() {
    house.release(new Command.MakeOffer(CALL, CHANNEL));
    String offer = house.fact(Fact.OfferMade.class).offer().text();
    house.metaAnswers(
        CALL,
        offer,
        DtlsManner.USUAL,
        answer -> answer.replaceAll("127\\.0\\.0\\.1 \\d+ typ", "127.0.0.1 9 typ"));
    house.settle();
    house.leap(Duration.ofSeconds(20));

    assertThat(house.fact(Fact.MetaLegClosed.class))
        .isEqualTo(new Fact.MetaLegClosed(CALL, LegCloseReason.ICE_FAILED));
    assertThat(house.held()).isEqualTo(new MediaTotals.Held(0, 1));
  }

  /// BAL-4: both are warned, and talk on.
  @Test
  void theLowBalanceToneIsInBothEarsAndThenTheVoicesGoOn() {
    Far agent = house.agent(TAB);
    Far customer = talk(agent);

    house.release(new Command.Play(CALL, Tone.LOW_BALANCE));

    agent.ear().awaitClip(house.tones().lowBalance());
    customer.ear().awaitClip(house.tones().lowBalance());
    customer.ear().awaitVoice(AGENT);
    agent.ear().awaitVoice(CUSTOMER);
    assertThat(customer.ear().sources()).hasSize(1);
    assertThat(agent.ear().sources()).hasSize(1);
  }

  /// REP-1.
  @Test
  void theLinesAreWatchedFromThePickupOnAndKeptWhenTheCallEnds() {
    talk(house.agent(TAB));
    house.leap(Duration.ofSeconds(5));
    house.settle();

    house.release(new Command.CloseMetaLeg(CALL));

    assertThat(house.qualityKept()).isEqualTo(CALL);
    assertThat(house.held()).isEqualTo(new MediaTotals.Held(1, 1));
  }

  /// The first commands of such a call.
  private void dial() {
    house.release(new Command.MakeOffer(CALL, CHANNEL));
    house.release(new Command.Bridge(CALL, TAB));
    house.release(new Command.Play(CALL, Tone.RINGBACK));
  }

  private Far talk(Far agent) {
    dial();
    String offer = house.fact(Fact.OfferMade.class).offer().text();
    Far customer = house.metaAnswers(CALL, offer, DtlsManner.USUAL);
    assertThat(house.fact(Fact.MetaLegConnected.class).call()).isEqualTo(CALL);
    house.release(new Command.OpenGate(CALL));
    agent.speak(AGENT);
    customer.speak(CUSTOMER);
    customer.ear().awaitVoice(AGENT);
    agent.ear().awaitVoice(CUSTOMER);
    return customer;
  }

  /// The ringing moves to him, and stops after a while. By the gateway's own count all that it has
  /// sent has come by then; so whatever the other has heard was sent before the move was done.
  private void onlyHeRings(Far he, ConnectionId tab, Far silent) {
    long heardBefore = he.ear().heard();
    house.release(new Command.Bridge(CALL, tab));
    house.settle();
    long most = house.sentToAgents() - heardBefore;
    he.ear().forget();
    for (int i = 0; i < A_WHILE; i++) {
      assertRings(he);
    }
    house.release(new Command.Unbridge(CALL));
    house.settle();
    long sent = house.sentToAgents();
    MediaHouse.until(
        "all that was sent is heard", () -> he.ear().heard() + silent.ear().heard() >= sent);
    assertThat(silent.ear().heard()).isLessThanOrEqualTo(most);
  }

  /// Before the gate there is nothing else to be heard; the pauses of the ringing are silence.
  private void assertRings(Far agent) {
    byte[] frame = agent.ear().next();
    OpusClip clip = house.tones().ringback();
    boolean found = false;
    for (int i = 0; i < clip.frameCount() && !found; i++) {
      found = Arrays.equals(frame, ringback(i));
    }
    assertThat(found).isTrue();
  }

  private byte[] ringback(int index) {
    byte[] room = new byte[OpusClip.MAX_FRAME_LENGTH];
    int length = house.tones().ringback().frame(index, room, 0);
    return Arrays.copyOf(room, length);
  }
}
