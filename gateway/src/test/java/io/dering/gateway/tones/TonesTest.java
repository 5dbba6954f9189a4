package io.dering.gateway.tones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dering.media.opus.OpusClip;
import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// What a phone's decoder makes of the tones.
class TonesTest {
  private static final int HZ = 48_000;
  private static final int FRAME = 960;

  private final Tones tones = Tones.encoded();

  /// ITU-T E.180: 425 Hz, 1 s on, 4 s off.
  @Test
  void theRingbackIsOneSecondOfAQuietSineAndFourOfSilence() throws OpusException {
    assertThat(tones.ringback().frameCount()).isEqualTo(250);
    short[] heard = decoded(tones.ringback(), 3);
    for (int period = 0; period < 3; period++) {
      int from = period * 5 * HZ;
      short[] on = Arrays.copyOfRange(heard, from + HZ / 20, from + HZ * 19 / 20);
      assertThat(levelDbfs(on)).isCloseTo(-21, within(1.0));
      assertThat(frequencyHz(on)).isCloseTo(425, within(3.0));
      short[] off = Arrays.copyOfRange(heard, from + HZ * 21 / 20, from + 5 * HZ);
      assertThat(levelDbfs(off)).isLessThan(-90);
    }
  }

  @Test
  void theWarningIsTwoShortBeeps() throws OpusException {
    assertThat(tones.lowBalance().frameCount()).isBetween(20, 30);
    short[] heard = decoded(tones.lowBalance(), 1);
    int beeps = 0;
    boolean sounding = false;
    for (int at = 0; at + HZ / 100 <= heard.length; at += HZ / 100) {
      boolean now = levelDbfs(Arrays.copyOfRange(heard, at, at + HZ / 100)) > -40;
      beeps += now && !sounding ? 1 : 0;
      sounding = now;
    }
    assertThat(beeps).isEqualTo(2);
    assertThat(sounding).as("the delay of the codec cuts nothing off").isFalse();
    short[] beep = Arrays.copyOfRange(heard, HZ / 40, HZ / 10);
    assertThat(frequencyHz(beep)).isCloseTo(950, within(15.0));
    assertThat(levelDbfs(beep)).isCloseTo(-21, within(1.5));
  }

  @Test
  void theComfortToneIsAShortLowBeatEveryThreeSeconds() throws OpusException {
    assertThat(tones.comfort().frameCount()).isEqualTo(150);
    short[] heard = decoded(tones.comfort(), 2);
    for (int period = 0; period < 2; period++) {
      int from = period * 3 * HZ;
      short[] beat = Arrays.copyOfRange(heard, from + HZ / 20, from + HZ * 3 / 20);
      assertThat(frequencyHz(beat)).isCloseTo(350, within(15.0));
      assertThat(levelDbfs(beat)).isCloseTo(-22, within(2.0));
      short[] pause = Arrays.copyOfRange(heard, from + HZ / 4, from + 3 * HZ);
      assertThat(levelDbfs(pause)).isLessThan(-90);
    }
  }

  private static short[] decoded(OpusClip clip, int times) throws OpusException {
    OpusDecoder decoder = new OpusDecoder(HZ, 1);
    short[] heard = new short[times * clip.frameCount() * FRAME];
    byte[] frame = new byte[OpusClip.MAX_FRAME_LENGTH];
    for (int i = 0; i < times * clip.frameCount(); i++) {
      int length = clip.frame(i % clip.frameCount(), frame, 0);
      assertThat(decoder.decode(frame, 0, length, heard, i * FRAME, FRAME, false)).isEqualTo(FRAME);
    }
    return heard;
  }

  private static double levelDbfs(short[] samples) {
    double square = 0;
    for (short sample : samples) {
      square += (double) sample * sample;
    }
    return 20 * Math.log10(Math.sqrt(square / samples.length) / Short.MAX_VALUE + 1e-9);
  }

  private static double frequencyHz(short[] samples) {
    int crossings = 0;
    for (int i = 1; i < samples.length; i++) {
      crossings += samples[i - 1] < 0 && samples[i] >= 0 ? 1 : 0;
    }
    return (double) crossings * HZ / samples.length;
  }
}
