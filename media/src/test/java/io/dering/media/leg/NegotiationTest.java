package io.dering.media.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.dtls.DtlsRole;
import io.dering.media.dtls.Fingerprint;
import io.dering.media.ice.Candidate;
import io.dering.media.ice.IceRole;
import io.dering.media.ice.InetAddressPolicy;
import io.dering.media.sdp.AudioSession;
import io.dering.media.sdp.SdpReader;
import io.dering.media.sdp.SdpResult;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Roles and refusals, from the peer's words to a leg's settings.
class NegotiationTest {
  private static final LegPolicy TOWARDS_META =
      new LegPolicy(false, InetAddressPolicy.PUBLIC_ONLY, "dering");
  private static final LegPolicy TOWARDS_BROWSERS =
      new LegPolicy(true, InetAddressPolicy.ALLOW_ALL, "dering");
  private static final LegPolicy LIKE_META =
      new LegPolicy(true, InetAddressPolicy.ALLOW_ALL, "meta");
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
    SdpResult result = SdpReader.read(sdp);
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
