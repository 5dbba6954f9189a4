package io.dering.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.ice.Candidate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SdpWriterTest {
  private static final AudioSession META_OFFER =
      SdpFixtures.accepted(SdpFixtures.meta("session-meta-offer"));

  @Test
  void ourAnswerToMetaIsTheFixtureByteForByte() {
    LocalAudio local = SdpFixtures.gateway(DtlsSetup.ACTIVE, 1_791_187_201_000L, 40_500, false);
    assertThat(SdpWriter.answer(META_OFFER, local))
        .isEqualTo(SdpFixtures.meta("session-gateway-answer"));
  }

  @Test
  void ourOfferToMetaIsTheFixtureByteForByte() {
    LocalAudio local = SdpFixtures.gateway(DtlsSetup.ACTPASS, 1_791_188_400_000L, 40_502, false);
    assertThat(SdpWriter.offer(local)).isEqualTo(SdpFixtures.meta("session-gateway-offer"));
  }

  @Test
  void theStandInsOfferIsMetasLineForLine() {
    String fixture = SdpFixtures.meta("session-meta-offer");
    AudioSession session = SdpFixtures.accepted(fixture);
    String written = SdpWriter.offer(likeMeta(session, "192.0.2.44", 3484));
    assertThat(masked(written)).isEqualTo(masked(fixture));
  }

  @ParameterizedTest
  @ValueSource(strings = {"active", "passive", "actpass"})
  void theStandInsAnswerIsMetasLineForLine(String setup) {
    String fixture = SdpFixtures.meta("session-meta-answer-" + setup);
    AudioSession session = SdpFixtures.accepted(fixture);
    AudioSession offer = SdpFixtures.accepted(SdpFixtures.meta("session-gateway-offer"));
    String written = SdpWriter.answer(offer, likeMeta(session, "192.0.2.77", 3482));
    assertThat(masked(written)).isEqualTo(masked(fixture));
  }

  @Test
  void aCandidateOfTheStandInLooksLikeMetas() {
    LocalAudio local = SdpFixtures.gateway(DtlsSetup.ACTPASS, 1, 3484, true);
    LocalAudio meta =
        new LocalAudio(
            true,
            local.ice(),
            local.candidates(),
            local.fingerprint(),
            local.setup(),
            local.ssrc(),
            local.cname(),
            local.trackId(),
            local.sessionId(),
            local.defaultAddress(),
            LocalAudio.Style.META);
    assertThat(SdpWriter.offer(meta)).contains(" typ host generation 0 network-cost 50\r\n");
  }

  @Test
  void aBrowserIsAnsweredIceLiteWithAllCandidates() {
    LocalAudio one = SdpFixtures.gateway(DtlsSetup.ACTIVE, 7, 10_000, true);
    Candidate loopback =
        Candidate.host("2", new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 10_000), 1);
    LocalAudio local =
        new LocalAudio(
            true,
            one.ice(),
            List.of(one.candidates().getFirst(), loopback),
            one.fingerprint(),
            one.setup(),
            one.ssrc(),
            one.cname(),
            one.trackId(),
            one.sessionId(),
            one.defaultAddress(),
            one.style());
    AudioSession offer = SdpFixtures.accepted(SdpFixtures.chromium("offer-with-microphone"));
    String answer = SdpWriter.answer(offer, local);
    assertThat(answer)
        .containsSubsequence("\r\na=ice-lite\r\n", "m=audio 10000 UDP/TLS/RTP/SAVPF 111 126\r\n")
        .contains("a=group:BUNDLE 0\r\n", "a=mid:0\r\n", "a=setup:active\r\n")
        .doesNotContain("extmap", "red/", "rtcp-fb");
    AudioSession read = SdpFixtures.accepted(answer);
    assertThat(read.iceLite()).isTrue();
    assertThat(read.candidates()).containsExactlyElementsOf(local.candidates());
  }

  @Test
  void telephoneEventIsMirroredOnlyIfOffered() {
    LocalAudio local = SdpFixtures.gateway(DtlsSetup.ACTIVE, 7, 10_000, false);
    String offer = SdpFixtures.meta("session-meta-offer");
    AudioSession without =
        SdpFixtures.accepted(offer.replace("a=rtpmap:126 telephone-event/8000\r\n", ""));
    assertThat(SdpWriter.answer(without, local))
        .contains("SAVPF 111\r\n")
        .doesNotContain("telephone-event");
    AudioSession renumbered =
        SdpFixtures.accepted(
            offer
                .replace("SAVPF 111 126", "SAVPF 96 97")
                .replace("rtpmap:111", "rtpmap:96")
                .replace("rtpmap:126", "rtpmap:97"));
    assertThat(SdpWriter.answer(renumbered, local))
        .contains("SAVPF 96 97\r\n", "a=rtpmap:96 opus/48000/2\r\n", "a=fmtp:96 ")
        .contains("a=rtpmap:97 telephone-event/8000\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "sendrecv, sendrecv",
    "sendonly, recvonly",
    "recvonly, sendonly",
    "inactive, inactive",
  })
  void theDirectionIsMirrored(String offered, String answered) {
    String offer = SdpFixtures.meta("session-meta-offer").replace("sendrecv", offered);
    LocalAudio local = SdpFixtures.gateway(DtlsSetup.ACTIVE, 7, 10_000, false);
    assertThat(SdpWriter.answer(SdpFixtures.accepted(offer), local))
        .contains("\r\na=" + answered + "\r\n");
  }

  @Test
  void anOfferWithoutMidAndBundleIsAnsweredWithoutBoth() {
    String offer =
        SdpFixtures.meta("session-meta-offer")
            .replace("a=mid:audio\r\n", "")
            .replace("a=group:BUNDLE audio\r\n", "");
    LocalAudio local = SdpFixtures.gateway(DtlsSetup.ACTIVE, 7, 10_000, false);
    assertThat(SdpWriter.answer(SdpFixtures.accepted(offer), local))
        .doesNotContain("a=mid", "BUNDLE");
  }

  @Test
  void whatWeWriteReadsBackAsWhatWeMeant() {
    for (String sdp : SdpFixtures.all()) {
      AudioSession offer = SdpFixtures.accepted(sdp);
      LocalAudio local = SdpFixtures.gateway(DtlsSetup.PASSIVE, 77, 10_000, offer.iceLite());
      AudioSession read = SdpFixtures.accepted(SdpWriter.answer(offer, local));
      assertThat(read)
          .isEqualTo(
              new AudioSession(
                  "77",
                  offer.bundle(),
                  offer.mid(),
                  offer.iceLite(),
                  local.ice(),
                  local.candidates(),
                  local.fingerprint(),
                  DtlsSetup.PASSIVE,
                  offer.opusPayloadType(),
                  offer.telephoneEventPayloadType(),
                  offer.direction().answered(),
                  OptionalLong.of(local.ssrc())));
    }
  }

  @Test
  void nothingPrintsAddressesOrSecrets() {
    assertThat(SdpFixtures.gateway(DtlsSetup.ACTIVE, 7, 10_000, false).toString())
        .doesNotContain("198.51.100.20")
        .doesNotContain("nB5xK2");
  }

  private static LocalAudio likeMeta(AudioSession session, String address, int port) {
    return new LocalAudio(
        session.iceLite(),
        session.ice(),
        session.candidates(),
        session.fingerprint(),
        session.setup(),
        session.ssrc().orElseThrow(),
        "WhatsAppAudioStream1",
        "WhatsAppTrack1",
        Long.parseLong(session.sessionId()),
        new InetSocketAddress(InetAddress.ofLiteral(address), port),
        LocalAudio.Style.META);
  }

  /// Without the stream's UUID, which is arbitrary, and with IPv6 spelled as Java spells it.
  private static String masked(String sdp) {
    return sdp.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID")
        .replaceAll("2001:db8:face:b00c::(\\w+)", "2001:db8:face:b00c:0:0:0:$1");
  }
}
