package io.dering.media.opus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class OpusClipTest {
  private static final byte SILK_20_MS = 0x48;
  private static final byte SILK_60_MS = 0x58;

  @Test
  void aClipKeepsItsFramesWhateverBecomesOfTheArraysItWasMadeOf() {
    byte[] frame = {SILK_20_MS, 1, 2};
    OpusClip clip = new OpusClip(List.of(frame, OpusPackets.SILENCE));
    frame[1] = 9;
    byte[] b = new byte[1 + OpusClip.MAX_FRAME_LENGTH];

    assertThat(clip.frameCount()).isEqualTo(2);
    assertThat(clip.frame(0, b, 1)).isEqualTo(3);
    assertThat(b).startsWith(0, SILK_20_MS, 1, 2, 0);
    assertThat(clip.frame(1, b, 1)).isEqualTo(OpusPackets.SILENCE.length);
    assertThat(OpusPackets.isSilence(b, 1, 3)).isTrue();
  }

  @Test
  void whatIsNoFrameOfTwentyMillisecondsIsNoClip() {
    for (List<byte[]> frames :
        List.of(
            List.<byte[]>of(),
            List.of(new byte[] {SILK_60_MS, 1}),
            List.of(new byte[0]),
            List.of(new byte[] {SILK_20_MS}, new byte[OpusClip.MAX_FRAME_LENGTH + 1]))) {
      assertThatIllegalArgumentException().isThrownBy(() -> new OpusClip(frames));
    }
  }
}
