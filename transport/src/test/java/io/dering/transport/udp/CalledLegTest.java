package io.dering.transport.udp;

import static io.dering.transport.udp.Peers.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.leg.DtlsManner;
import io.dering.media.leg.LegClosure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Customers whom we called, over real UDP with real DTLS on both ends: our offer against an answer
/// like Meta's (Meta's reference 7.3 and 7.7).
final class CalledLegTest {
  private static final byte AYU = 'a';
  private static final byte BUDI = 'b';
  private static final byte CUSTOMER = 'c';
  private static final byte STRANGER = 's';

  private final Peers peers = new Peers();

  @AfterEach
  void close() {
    peers.close();
  }

  @ParameterizedTest
  @EnumSource
  void whicheverRoleMetasAnswerTakesTheBridgedTwoHearEachOther(DtlsManner manner) {
    Peers.Leg customer = peers.called(manner).ready();
    assertThat(customer.answer()).contains("a=setup:actpass", " " + peers.gateway.port() + " typ");

    talk(customer, peers.agent().ready(), CUSTOMER, AYU);
  }

  @Test
  void aPeerThatLeavesTheRolesOpenAndWaitsForOurHelloIsHeardAsWell() {
    Peers.Leg customer =
        peers
            .called(DtlsManner.SERVER, answer -> answer.replace("setup:passive", "setup:actpass"))
            .ready();

    talk(customer, peers.agent().ready(), CUSTOMER, AYU);
  }

  @Test
  void ourOfferWithTheClientsRoleTakenIsServedByMeta() {
    Ear hereEar = new Ear();
    PendingOffer offer =
        await(peers.gateway.offer(LegSide.CUSTOMER, Peers.FULL.with(DtlsManner.CLIENT), hereEar));
    assertThat(offer.offer()).contains("a=setup:active");
    Opened.Answered meta = peers.metasAnswer(offer, DtlsManner.USUAL, new Ear());
    assertThat(meta.answer()).contains("a=setup:passive");
    assertThat(await(offer.answered(meta.answer()))).isInstanceOf(Opened.Answered.class);
    assertThat(await(hereEar.ready())).isTrue();
  }

  /// A relay of Meta's may carry several calls at one address and port; on one port of ours they
  /// could not be told apart (docs/decisions/0003).
  @Test
  void customersBehindOneAddressAreToldApartAndTheirPortsGoWithTheLegs() {
    Ear first = new Ear();
    Ear second = new Ear();
    Peers.Leg one = peers.customer().ready();
    PendingOffer offer = await(peers.gateway.offer(LegSide.CUSTOMER, Peers.FULL, first));
    PendingOffer another = await(peers.gateway.offer(LegSide.CUSTOMER, Peers.FULL, second));
    assertThat(peers.totals().held()).isEqualTo(new MediaTotals.Held(1, 1));
    Peers.Leg two = peers.answered(offer, first).ready();
    Peers.Leg three = peers.answered(another, second).ready();

    talk(one, peers.agent().ready(), CUSTOMER, AYU);
    talk(two, peers.agent().ready(), STRANGER, BUDI);
    three.here().close();
    two.here().close();
    assertThat(await(first.closed())).isEqualTo(LegClosure.CLOSED_BY_US);
    assertThat(await(second.closed())).isEqualTo(LegClosure.CLOSED_BY_US);
    peers.awaitHeld(3, 1);
  }

  @Test
  void anAnswerThatIsRefusedLeavesTheOfferOpenAndNothingElse() {
    Ear ear = new Ear();
    PendingOffer offer = await(peers.gateway.offer(LegSide.CUSTOMER, Peers.FULL, ear));
    Opened.Answered meta = peers.metasAnswer(offer, DtlsManner.USUAL, new Ear());
    String without = meta.answer().replaceAll("a=candidate:[^\r]*\r\n", "");

    assertThat(await(offer.answered(without)))
        .isInstanceOfSatisfying(
            Opened.Refused.class, r -> assertThat(r.code()).isEqualTo("no_usable_candidate"));
    assertThat(await(offer.answered("v=0")))
        .isInstanceOfSatisfying(
            Opened.Refused.class, r -> assertThat(r.code()).isEqualTo("not_sdp"));
    assertThat(peers.totals().held()).isEqualTo(new MediaTotals.Held(0, 1));

    assertThat(await(offer.answered(meta.answer()))).isInstanceOf(Opened.Answered.class);
    assertThat(await(ear.ready())).isTrue();
  }

  private void talk(Peers.Leg customer, Peers.Leg agent, byte customersVoice, byte agentsVoice) {
    customer.there().play(voice(customersVoice));
    agent.there().play(voice(agentsVoice));
    MediaCall call = peers.gateway.call(customer.here());
    call.attach(agent.here());
    call.openGate();
    agent.thereEar().await(customersVoice);
    customer.thereEar().await(agentsVoice);
  }

  private static FrameSource voice(byte who) {
    return (buffer, offset, _) -> {
      buffer[offset] = (byte) 0xF8;
      buffer[offset + 1] = who;
      return 2;
    };
  }
}
