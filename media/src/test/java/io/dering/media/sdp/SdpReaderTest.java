package io.dering.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dering.media.ice.Candidate;
import java.net.InetSocketAddress;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SdpReaderTest {
  private static final String OFFER = SdpFixtures.meta("session-meta-offer");

  @Test
  void readsMetasOffer() {
    AudioSession session = SdpFixtures.accepted(OFFER);
    assertThat(session.sessionId()).isEqualTo("1791187200123");
    assertThat(session.iceLite()).isTrue();
    assertThat(session.bundle()).isTrue();
    assertThat(session.mid()).isEqualTo("audio");
    assertThat(session.ice().ufrag()).isEqualTo("Zt4qLm9XbR2cVn7K");
    assertThat(session.ice().pwd()).isEqualTo("pQ3vT8kYw1mZr6uJx0eHsA==");
    assertThat(session.setup()).isEqualTo(DtlsSetup.ACTPASS);
    assertThat(session.direction()).isEqualTo(Direction.SENDRECV);
    assertThat(session.opusPayloadType()).isEqualTo(111);
    assertThat(session.telephoneEventPayloadType()).isEqualTo(OptionalInt.of(126));
    assertThat(session.ssrc()).isEqualTo(OptionalLong.of(3_148_577_921L));
    assertThat(session.candidates())
        .extracting(c -> c.address().getPort(), c -> c.address().getAddress().getAddress().length)
        .containsExactly(tuple(3484, 4), tuple(3484, 16));
    assertThat(session.fingerprint().toString()).startsWith("sha-256 4B:0A:9C").endsWith(":8D");
  }

  @Test
  void readsMetasOlderOfferWithExtensionsAndFourSourceLines() {
    AudioSession session = SdpFixtures.accepted(SdpFixtures.meta("session-meta-offer-older-shape"));
    assertThat(session.ice().ufrag()).isEqualTo("qT7v");
    assertThat(session.candidates()).hasSize(2);
    assertThat(session.ssrc()).isEqualTo(OptionalLong.of(2_071_554_391L));
  }

  @ParameterizedTest
  @CsvSource({"active, ACTIVE", "passive, PASSIVE", "actpass, ACTPASS"})
  void readsTheRoleInMetasAnswer(String name, DtlsSetup setup) {
    AudioSession session = SdpFixtures.accepted(SdpFixtures.meta("session-meta-answer-" + name));
    assertThat(session.setup()).isEqualTo(setup);
    assertThat(session.mid()).isEqualTo("0");
  }

  @Test
  void readsChromiumsOfferAndSkipsWhatItDoesNotSpeak() {
    AudioSession session = SdpFixtures.accepted(SdpFixtures.chromium("offer-with-microphone"));
    assertThat(session.iceLite()).isFalse();
    assertThat(session.mid()).isEqualTo("0");
    assertThat(session.opusPayloadType()).isEqualTo(111);
    assertThat(session.telephoneEventPayloadType()).isEqualTo(OptionalInt.of(126));
    assertThat(session.candidates())
        .hasSize(3)
        .allMatch(c -> c.transport() == Candidate.Transport.UDP);
    assertThat(session.candidates().stream().map(Candidate::address))
        .filteredOn(InetSocketAddress::isUnresolved)
        .as("mDNS names are kept and not resolved")
        .hasSize(2);
  }

  @Test
  void readsChromiumsOfferWithoutAMicrophone() {
    AudioSession session = SdpFixtures.accepted(SdpFixtures.chromium("offer-without-microphone"));
    assertThat(session.candidates()).isEmpty();
    assertThat(session.direction()).isEqualTo(Direction.SENDRECV);
  }

  @Test
  void telephoneEventAtFortyEightKilohertzAloneIsNone() {
    String sdp = OFFER.replace("telephone-event/8000", "telephone-event/48000");
    assertThat(SdpFixtures.accepted(sdp).telephoneEventPayloadType()).isEmpty();
  }

  @Test
  void acceptsLineEndsWithoutCarriageReturn() {
    assertThat(SdpReader.read(OFFER.replace("\r\n", "\n"))).isEqualTo(SdpReader.read(OFFER));
    String unended = OFFER.substring(0, OFFER.length() - 2);
    assertThat(SdpReader.read(unended)).isEqualTo(SdpReader.read(OFFER));
  }

  @Test
  void acceptsTheFingerprintsNameInUpperCaseAndIgnoresOtherAlgorithms() {
    String upper = OFFER.replace("fingerprint:sha-256", "fingerprint:SHA-256");
    assertThat(SdpReader.read(upper)).isEqualTo(SdpReader.read(OFFER));
    String extra = OFFER.replace("a=setup", "a=fingerprint:sha-512 00:11\r\na=setup");
    assertThat(SdpReader.read(extra)).isEqualTo(SdpReader.read(OFFER));
  }

  @Test
  void acceptsTheSameFingerprintTwice() {
    String line = line(OFFER, "a=fingerprint");
    assertThat(SdpReader.read(OFFER.replace("t=0 0\r\n", "t=0 0\r\n" + line)))
        .isEqualTo(SdpReader.read(OFFER));
  }

  @Test
  void theSectionsWordCountsMoreThanTheSessions() {
    String early =
        String.join(
            "\r\n",
            "a=setup:passive",
            "a=ice-ufrag:else",
            "a=ice-pwd:elseelseelseelseelseelse",
            "a=recvonly",
            "");
    assertThat(SdpReader.read(OFFER.replace("t=0 0\r\n", "t=0 0\r\n" + early)))
        .isEqualTo(SdpReader.read(OFFER));
  }

  @Test
  void readsCredentialsAndRoleAtSessionLevel() {
    String credentials =
        line(OFFER, "a=ice-ufrag") + line(OFFER, "a=ice-pwd") + line(OFFER, "a=setup");
    String moved = OFFER;
    for (String name : new String[] {"a=ice-ufrag", "a=ice-pwd", "a=setup"}) {
      moved = without(moved, name);
    }
    assertThat(SdpReader.read(moved.replace("t=0 0\r\n", "t=0 0\r\n" + credentials)))
        .isEqualTo(SdpReader.read(OFFER));
  }

  @Test
  void candidatesAfterTheTwentiethAreIgnored() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      lines.append("a=candidate:").append(i).append(" 1 udp 1 192.0.2.9 ").append(5000 + i);
      lines.append(" typ host\r\n");
    }
    AudioSession session =
        SdpFixtures.accepted(without(OFFER, "a=candidate").replace("a=setup", lines + "a=setup"));
    assertThat(session.candidates()).hasSize(SdpReader.MAX_CANDIDATES);
    assertThat(session.candidates().getLast().address().getPort()).isEqualTo(5019);
  }

  @Test
  void candidatesForRtcpAndMalformedOnesAreIgnored() {
    String odd =
        "a=candidate:1 2 udp 1 192.0.2.9 5000 typ host\r\na=candidate:nonsense\r\na=candidate\r\n";
    assertThat(SdpReader.read(OFFER.replace("a=setup", odd + "a=setup")))
        .isEqualTo(SdpReader.read(OFFER));
  }

  @ParameterizedTest(name = "without {0}")
  @CsvSource({
    "o=, NOT_SDP",
    "m=, NO_AUDIO",
    "a=rtpmap:111, NO_OPUS",
    "a=fingerprint, NO_FINGERPRINT",
    "a=ice-ufrag, NO_ICE_CREDENTIALS",
    "a=ice-pwd, NO_ICE_CREDENTIALS",
    "a=setup, NO_SETUP",
    "a=rtcp-mux, NO_RTCP_MUX",
  })
  void whatIsMissingIsNamed(String line, SdpRefusal reason) {
    assertThat(SdpReader.read(without(OFFER, line))).isEqualTo(new SdpResult.Refused(reason, 0));
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "a=setup:actpass, a=setup:holdconn, UNSUPPORTED_SETUP, 16",
    "a=mid:audio, a=mid:a b, MALFORMED_MID, 17",
    "a=mid:audio, a=mid:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, MALFORMED_MID, 17",
    "a=fingerprint:sha-256 4B, a=fingerprint:sha-256 ZZ, MALFORMED_FINGERPRINT, 15",
    "m=audio 3484 UDP, m=audio 0 UDP, SECTION_DISABLED, 8",
    "m=audio 3484 UDP, m=audio 65536 UDP, MALFORMED_LINE, 8",
    "UDP/TLS/RTP/SAVPF, RTP/AVP, UNSUPPORTED_TRANSPORT, 8",
    "SAVPF 111 126, SAVPF 111 200, MALFORMED_LINE, 8",
    "m=audio, m=video, NOT_AUDIO, 8",
    "t=0 0, t 0 0, MALFORMED_LINE, 4",
    "t=0 0, T=0 0, MALFORMED_LINE, 4",
    "v=0, v=1, NOT_SDP, 1",
  })
  void whatIsWrongIsNamedWithItsLine(String from, String to, SdpRefusal reason, int line) {
    assertThat(OFFER).contains(from);
    assertThat(SdpReader.read(OFFER.replace(from, to)))
        .isEqualTo(new SdpResult.Refused(reason, line));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=ice-ufrag:abc", "a=ice-pwd:short", "a=ice-ufrag:bad ufrag"})
  void malformedCredentialsAreRefused(String line) {
    String name = line.substring(0, line.indexOf(':'));
    assertThat(SdpReader.read(without(OFFER, name).replace("a=setup", line + "\r\na=setup")))
        .isEqualTo(new SdpResult.Refused(SdpRefusal.MALFORMED_ICE_CREDENTIALS, 0));
  }

  @Test
  void twoDifferentFingerprintsAreRefused() {
    String other = line(OFFER, "a=fingerprint").replace(":8D", ":8E");
    assertThat(SdpReader.read(OFFER.replace("a=setup", other + "a=setup")))
        .isEqualTo(new SdpResult.Refused(SdpRefusal.SEVERAL_FINGERPRINTS, 16));
  }

  @Test
  void aSecondSectionIsRefused() {
    String audio = OFFER + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n";
    assertThat(SdpReader.read(audio))
        .isEqualTo(new SdpResult.Refused(SdpRefusal.SEVERAL_SECTIONS, 28));
    String video = OFFER + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\n";
    assertThat(SdpReader.read(video)).isEqualTo(new SdpResult.Refused(SdpRefusal.NOT_AUDIO, 28));
    String data = OFFER + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n";
    assertThat(SdpReader.read(data)).isEqualTo(new SdpResult.Refused(SdpRefusal.NOT_AUDIO, 28));
  }

  @Test
  void aMebibyteIsRefusedUnread() {
    assertThat(SdpReader.read(OFFER + "a=x\r\n".repeat(1 << 18)))
        .isEqualTo(new SdpResult.Refused(SdpRefusal.TOO_LONG, 0));
  }

  @Test
  void theThreeHundredAndFirstLineIsRefused() {
    int lines = (int) OFFER.lines().count();
    String full = OFFER + "a=x\r\n".repeat(SdpReader.MAX_LINES - lines);
    assertThat(SdpReader.read(full)).isEqualTo(SdpReader.read(OFFER));
    assertThat(SdpReader.read(full + "a=x\r\n"))
        .isEqualTo(new SdpResult.Refused(SdpRefusal.TOO_MANY_LINES, 301));
  }

  @Test
  void emptyTextIsNoSdp() {
    assertThat(SdpReader.read("")).isEqualTo(new SdpResult.Refused(SdpRefusal.NOT_SDP, 0));
    assertThat(SdpReader.read("\r\n\r\n")).isEqualTo(new SdpResult.Refused(SdpRefusal.NOT_SDP, 1));
  }

  @Test
  void opusNotListedInTheSectionIsNoOpus() {
    assertThat(SdpReader.read(OFFER.replace("SAVPF 111 126", "SAVPF 126")))
        .isEqualTo(new SdpResult.Refused(SdpRefusal.NO_OPUS, 0));
  }

  @Test
  void codesAreUniqueAndNothingPrintsSecrets() {
    assertThat(SdpRefusal.values()).extracting(SdpRefusal::code).doesNotHaveDuplicates();
    assertThat(SdpReader.read(OFFER).toString())
        .doesNotContain("pQ3vT8kY")
        .doesNotContain("Zt4qLm9X")
        .doesNotContain("192.0.2.44");
  }

  private static String line(String sdp, String prefix) {
    int start = sdp.indexOf("\r\n" + prefix) + 2;
    return sdp.substring(start, sdp.indexOf("\r\n", start) + 2);
  }

  private static String without(String sdp, String prefix) {
    return sdp.lines()
        .filter(line -> !line.startsWith(prefix))
        .map(line -> line + "\r\n")
        .reduce("", String::concat);
  }
}
