package io.dering.media.leg;

import static io.dering.media.sdp.SdpFixtures.meta;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.dtls.DtlsRole;
import io.dering.media.dtls.Fingerprint;
import io.dering.media.ice.Candidate;
import io.dering.media.ice.IceRole;
import io.dering.media.ice.InetAddressPolicy;
import io.dering.media.sdp.AudioSession;
import io.dering.media.sdp.SdpReader;
import io.dering.media.sdp.SdpRefusal;
import io.dering.media.sdp.SdpResult;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Roles and refusals, from the peer's words to a leg's settings.
class NegotiationTest {
  private static final LegPolicy TOWARDS_META =
      new LegPolicy(false, InetAddressPolicy.PUBLIC_ONLY, "dering");
  private static final LegPolicy TOWARDS_BROWSERS =
      new LegPolicy(true, InetAddressPolicy.ALLOW_ALL, "dering");
  private static final LegPolicy LIKE_META = LegPolicy.likeMeta("meta", DtlsManner.USUAL);
  private static final LegPolicy LIKE_A_BROWSER =
      new LegPolicy(false, InetAddressPolicy.ALLOW_ALL, "browser");
  private static final Candidate PUBLIC = at("157.240.1.9", 3484);

  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void towardsALitePeerWeControlAndAreTheDtlsClient() {
    Negotiation.Agreed agreed = agreed(answer(offer(LIKE_META, PUBLIC), TOWARDS_META));

    assertThat(agreed.settings().ice().lite()).isFalse();
    assertThat(agreed.settings().ice().role()).isEqualTo(IceRole.CONTROLLING);
    assertThat(agreed.settings().dtlsRole()).isEqualTo(DtlsRole.CLIENT);
    assertThat(agreed.expectedSources()).containsExactly(PUBLIC.address());
    assertThat(agreed.sdp()).contains("a=setup:active").doesNotContain("a=ice-lite");
  }

  @Test
  void towardsABrowserWeAreLiteAndTheDtlsClientAndExpectNobody() {
    Negotiation.Agreed agreed = agreed(answer(offer(LIKE_A_BROWSER, PUBLIC), TOWARDS_BROWSERS));

    assertThat(agreed.settings().ice().lite()).isTrue();
    assertThat(agreed.settings().ice().beforeNomination()).isTrue();
    assertThat(agreed.settings().dtlsRole()).isEqualTo(DtlsRole.CLIENT);
    assertThat(agreed.expectedSources()).as("a browser's address is learnt").isEmpty();
    assertThat(agreed.sdp()).contains("a=ice-lite");
  }

  @Test
  void whoInsistsOnBeingTheClientGetsAServer() {
    String insisting = offer(LIKE_META, PUBLIC).replace("a=setup:actpass", "a=setup:active");
    Negotiation.Agreed agreed = agreed(answer(insisting, TOWARDS_META));

    assertThat(agreed.settings().dtlsRole()).isEqualTo(DtlsRole.SERVER);
    assertThat(agreed.sdp()).contains("a=setup:passive");
  }

  @Test
  void anAnswerDecidesTheOfferersRole() {
    Negotiation ours = offering(LIKE_META, PUBLIC);
    String answer = agreed(answer(ours.sdp(), TOWARDS_META)).sdp();

    assertThat(agreed(ours.answered(read(answer))).settings().dtlsRole())
        .isEqualTo(DtlsRole.SERVER);
    String passive = answer.replace("a=setup:active", "a=setup:passive");
    assertThat(agreed(ours.answered(read(passive))).settings().dtlsRole())
        .isEqualTo(DtlsRole.CLIENT);
    String undecided = answer.replace("a=setup:active", "a=setup:actpass");
    assertThat(ours.answered(read(undecided)))
        .isInstanceOfSatisfying(
            Negotiation.Refused.class, r -> assertThat(r.code()).isEqualTo("setup_actpass"));
  }

  /// Meta's reference 7.3: towards Meta the offer leaves the roles open; a switch takes the
  /// client's.
  @Test
  void ourOfferToMetaIsFullAndLeavesTheDtlsRolesOpen() {
    String offer = offering(TOWARDS_META, PUBLIC).sdp();

    assertThat(offer)
        .contains("a=setup:actpass\r\n", "a=mid:0\r\n", "m=audio 3484 UDP/TLS/RTP/SAVPF 111 126")
        .doesNotContain("ice-lite");
    assertThat(offering(TOWARDS_META.with(DtlsManner.CLIENT), PUBLIC).sdp())
        .contains("a=setup:active\r\n");
  }

  @ParameterizedTest
  @CsvSource({"active, SERVER, false", "passive, CLIENT, false", "actpass, CLIENT, true"})
  void anAnswerOfMetasMakesUsControlAndTakesTheDtlsRoleThatItLeaves(
      String setup, DtlsRole role, boolean givesWay) {
    Negotiation ours = offering(TOWARDS_META, at("203.0.113.5", 10_000));
    Negotiation.Agreed agreed =
        agreed(ours.answered(readAnswer(meta("session-meta-answer-" + setup))));

    Leg.Settings settings = agreed.settings();
    assertThat(settings.dtlsRole()).isEqualTo(role);
    assertThat(settings.givesWay()).isEqualTo(givesWay);
    assertThat(settings.ice().lite()).isFalse();
    assertThat(settings.ice().role()).isEqualTo(IceRole.CONTROLLING);
    assertThat(settings.opusPayloadType()).isEqualTo(111);
    assertThat(settings.eventPayloadType()).isEqualTo(126);
    assertThat(agreed.expectedSources())
        .as("IPv4 alone: the media port has no other")
        .containsExactly(at("192.0.2.77", 3482).address());
    assertThat(agreed.sdp()).isEqualTo(ours.sdp());
  }

  /// Its own sample does: 7.7.
  @Test
  void payloadTypesOfAnAnswerThatWeDidNotOfferDoNotExist() {
    String more =
        meta("session-meta-answer-active")
            .replace("SAVPF 111 126", "SAVPF 96 97 111 9 0 8 110 126")
            .replace(
                "a=rtpmap:111",
                "a=rtpmap:96 opus/48000/2\r\na=rtpmap:97 telephone-event/8000\r\na=rtpmap:111");
    Negotiation ours = offering(TOWARDS_META, PUBLIC);
    Leg.Settings settings = agreed(ours.answered(readAnswer(more))).settings();
    assertThat(settings.opusPayloadType()).isEqualTo(111);
    assertThat(settings.eventPayloadType()).isEqualTo(126);

    String others =
        meta("session-meta-answer-active")
            .replace("SAVPF 111 126", "SAVPF 96 126")
            .replace(":111 ", ":96 ");
    assertThat(SdpReader.readAnswer(others))
        .isEqualTo(new SdpResult.Refused(SdpRefusal.NO_OPUS, 0));
  }

  @Test
  void anAnswerWithoutAnAddressForUsIsRefusedAndAnotherMayFollow() {
    Negotiation ours = offering(TOWARDS_META, PUBLIC);
    String answer = meta("session-meta-answer-active");
    String without = answer.replaceAll("a=candidate:[^\r]*\r\n", "");
    String onlyIpv6 = answer.replaceAll("a=candidate:2210498834[^\r]*\r\n", "");
    String ourOwn = answer.replace("192.0.2.77", "10.0.0.7");
    for (String none : List.of(without, onlyIpv6, ourOwn)) {
      assertThat(ours.answered(readAnswer(none)))
          .isInstanceOfSatisfying(
              Negotiation.Refused.class,
              r -> assertThat(r.code()).isEqualTo("no_usable_candidate"));
    }
    assertThat(ours.answered(readAnswer(answer))).isInstanceOf(Negotiation.Agreed.class);
  }

  @ParameterizedTest
  @CsvSource({
    "a=fingerprint:sha-256 , a=x-fingerprint:sha-256 , NO_FINGERPRINT",
    "a=fingerprint:sha-256 , a=fingerprint:sha-512 , NO_FINGERPRINT",
    "4B:0A:9C , 4B:0A , MALFORMED_FINGERPRINT",
    "a=ice-pwd , a=x-ice-pwd , NO_ICE_CREDENTIALS",
    "a=setup:active , a=x-setup:active , NO_SETUP",
    "a=rtcp-mux , a=x-rtcp-mux , NO_RTCP_MUX",
  })
  void anAnswerThatLacksWhatALegNeedsIsRefusedByName(String from, String to, SdpRefusal reason) {
    String answer = meta("session-meta-answer-active").replace(from, to);
    assertThat(SdpReader.readAnswer(answer))
        .isInstanceOfSatisfying(
            SdpResult.Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  @Test
  void anAnswerWithTwoDifferentFingerprintsIsRefused() {
    String answer = meta("session-meta-answer-active");
    int at = answer.indexOf("a=fingerprint:");
    String line = answer.substring(at, answer.indexOf("a=setup"));
    String two = answer.replace(line, line + line.replace("4B:0A", "00:0A"));
    assertThat(SdpReader.readAnswer(two))
        .isInstanceOfSatisfying(
            SdpResult.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(SdpRefusal.SEVERAL_FINGERPRINTS));
  }

  /// The stand-in for Meta at the other end of an outbound call.
  @ParameterizedTest
  @CsvSource({
    "USUAL, active, CLIENT",
    "CLIENT, active, CLIENT",
    "SERVER, passive, SERVER",
    "UNDECIDED, actpass, CLIENT"
  })
  void anEndLikeMetaAnswersOurOfferLiteAndInTheRoleThatWasChosenForIt(
      DtlsManner manner, String setup, DtlsRole role) {
    Negotiation.Agreed agreed =
        agreed(
            answer(
                meta("session-gateway-offer"), LegPolicy.likeMeta("WhatsAppAudioStream1", manner)));

    assertThat(agreed.sdp())
        .contains("a=setup:" + setup + "\r\n", "a=ice-lite\r\n", "a=mid:0\r\n")
        .contains(" WhatsAppTrack1\r\n", " network-cost 50\r\n");
    assertThat(agreed.settings().dtlsRole()).isEqualTo(role);
    assertThat(agreed.settings().givesWay()).isFalse();
    assertThat(agreed.settings().ice().lite()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aRoleThatTheOfferInsistsOnIsItsWhateverWeWouldChoose(DtlsManner manner) {
    LegPolicy meta = LegPolicy.likeMeta("meta", manner);
    String offer = meta("session-gateway-offer");
    String active = offer.replace("a=setup:actpass", "a=setup:active");
    String passive = offer.replace("a=setup:actpass", "a=setup:passive");
    assertThat(agreed(answer(active, meta)).sdp()).contains("a=setup:passive\r\n");
    assertThat(agreed(answer(passive, meta)).sdp()).contains("a=setup:active\r\n");
  }

  @Test
  void twoLiteEndsAreRefused() {
    assertThat(answer(offer(LIKE_META, PUBLIC), TOWARDS_BROWSERS))
        .isInstanceOfSatisfying(
            Negotiation.Refused.class, r -> assertThat(r.code()).isEqualTo("both_ice_lite"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "169.254.169.254", "10.1.2.3", "192.168.0.9", "100.64.1.1"})
  void aLiteOfferThatNamesOnlyOurOwnNetworksIsRefused(String literal) {
    assertThat(answer(offer(LIKE_META, at(literal, 3484)), TOWARDS_META))
        .isInstanceOfSatisfying(
            Negotiation.Refused.class, r -> assertThat(r.code()).isEqualTo("no_usable_candidate"));
    String both = offer(LIKE_META, at(literal, 3484), PUBLIC);
    assertThat(agreed(answer(both, TOWARDS_META)).expectedSources())
        .containsExactly(PUBLIC.address());
  }

  /// The media port is bound to IPv4, so such a leg could only fail later.
  @Test
  void aLiteOfferThatNamesOnlyIpv6IsRefusedAtOnce() {
    assertThat(answer(offer(LIKE_META, at("2a03:2880:f0ff::9c", 3484)), TOWARDS_META))
        .isInstanceOfSatisfying(
            Negotiation.Refused.class, r -> assertThat(r.code()).isEqualTo("no_usable_candidate"));
  }

  private Negotiation offering(LegPolicy policy, Candidate... candidates) {
    return Negotiation.offering(policy, List.of(candidates), fingerprint(1), random);
  }

  private String offer(LegPolicy policy, Candidate... candidates) {
    return offering(policy, candidates).sdp();
  }

  private Negotiation.Outcome answer(String offer, LegPolicy policy) {
    return Negotiation.answering(
        read(offer), policy, List.of(at("203.0.113.5", 10_000)), fingerprint(2), random);
  }

  private static Negotiation.Agreed agreed(Negotiation.Outcome outcome) {
    assertThat(outcome).isInstanceOf(Negotiation.Agreed.class);
    return (Negotiation.Agreed) outcome;
  }

  private static AudioSession read(String sdp) {
    return accepted(SdpReader.read(sdp));
  }

  private static AudioSession readAnswer(String sdp) {
    return accepted(SdpReader.readAnswer(sdp));
  }

  private static AudioSession accepted(SdpResult result) {
    assertThat(result).isInstanceOf(SdpResult.Accepted.class);
    return Stream.of(result)
        .map(SdpResult.Accepted.class::cast)
        .map(SdpResult.Accepted::session)
        .findFirst()
        .orElseThrow();
  }

  private static Fingerprint fingerprint(int of) {
    return Fingerprint.ofCertificate(new byte[] {(byte) of});
  }

  private static Candidate at(String literal, int port) {
    return Candidate.host("1", new InetSocketAddress(InetAddress.ofLiteral(literal), port), 65_535);
  }
}
