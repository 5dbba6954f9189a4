package io.dering.media.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.ice.Candidate;
import io.dering.media.sdp.AudioSession;
import io.dering.media.sdp.DtlsSetup;
import io.dering.media.sdp.LocalAudio;
import io.dering.media.sdp.SdpFixtures;
import io.dering.media.sdp.SdpReader;
import io.dering.media.sdp.SdpRefusal;
import io.dering.media.sdp.SdpResult;
import io.dering.media.sdp.SdpWriter;

/// A session description: bounded, and whatever is accepted can be answered with an answer that is
/// accepted.
final class SdpTarget {
  private static final LocalAudio LOCAL = SdpFixtures.gateway(DtlsSetup.ACTIVE, 1, 10_000, true);

  private SdpTarget() {}

  static void run(byte[] input) {
    String sdp = new String(input, UTF_8);
    if (SdpReader.read(sdp) instanceof SdpResult.Accepted(AudioSession session)) {
      answered(session);
    }
    switch (SdpReader.readAnswer(sdp)) {
      case SdpResult.Accepted(AudioSession session) -> bounded(session);
      case SdpResult.Refused(SdpRefusal _, int line) ->
          assertThat(line).isBetween(0, SdpReader.MAX_LINES + 1);
    }
  }

  private static void bounded(AudioSession session) {
    assertThat(session.candidates().size()).isLessThanOrEqualTo(SdpReader.MAX_CANDIDATES);
    for (Candidate candidate : session.candidates()) {
      assertThat(candidate.transport()).isEqualTo(Candidate.Transport.UDP);
      assertThat(candidate.component()).isEqualTo(Candidate.RTP_COMPONENT);
    }
    assertThat(session.toString()).doesNotContain(session.ice().pwd());
  }

  private static void answered(AudioSession session) {
    bounded(session);
    String written = SdpWriter.answer(session, LOCAL);
    if (!(SdpReader.read(written) instanceof SdpResult.Accepted(AudioSession again))) {
      throw new AssertionError("our own answer is refused: " + SdpReader.read(written));
    }
    assertThat(again.mid()).isEqualTo(session.mid());
    assertThat(again.opusPayloadType()).isEqualTo(session.opusPayloadType());
    assertThat(again.telephoneEventPayloadType()).isEqualTo(session.telephoneEventPayloadType());
  }
}
