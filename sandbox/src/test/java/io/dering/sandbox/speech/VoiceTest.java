package io.dering.sandbox.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dering.media.ogg.OggOpusWriter;
import io.dering.media.ogg.OggSink;
import io.dering.media.ogg.OpusHead;
import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusBandwidth;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusMode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VoiceTest {
  @Test
  void aToneHasItsLevelAndItsPitch() {
    Sound tone = Sound.tone(440, -20, Duration.ofSeconds(1), 16_000);
    assertThat(tone.levelDbfs()).isCloseTo(-20, within(0.05));
    assertThat(tone.levelDbfs(440)).isCloseTo(-20, within(0.2));
    assertThat(tone.levelDbfs(1_000)).isLessThan(-70);
    assertThat(Sound.of(new short[16_000], 16_000).levelDbfs()).isEqualTo(-120);
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 16_000, 44_100, 48_000})
  void aToneComesThroughTheCodecAtAnyRate(int rateHz) {
    Voice voice = Voice.of(Sound.tone(440, -20, Duration.ofSeconds(1), rateHz));
    assertThat(voice.frameCount()).isEqualTo(50);
    Sound heard = decoded(voice, -1);
    assertThat(heard.duration()).isEqualTo(Duration.ofSeconds(1));
    Sound middle = heard.part(Duration.ofMillis(200), Duration.ofMillis(700));
    assertThat(middle.levelDbfs(440)).isCloseTo(-20, within(1.5));
    assertThat(middle.levelDbfs(1_000)).isLessThan(-45);
  }

  @Test
  void aLowerRateKeepsWhatItCanCarryAndNothingElse() {
    Sound low = Sound.tone(440, -20, Duration.ofSeconds(1), 48_000).at(16_000);
    assertThat(low.duration()).isEqualTo(Duration.ofSeconds(1));
    assertThat(low.levelDbfs(440)).isCloseTo(-20, within(0.3));
    assertThat(Sound.tone(6_000, -20, Duration.ofSeconds(1), 48_000).at(16_000).levelDbfs(6_000))
        .isCloseTo(-20, within(0.5));
    assertThat(Sound.tone(10_000, -20, Duration.ofSeconds(1), 48_000).at(16_000).levelDbfs())
        .isLessThan(-60);
  }

  /// Browsers send SILK and CELT in one packet as soon as the voice is wider than wideband.
  @Test
  void hybridPacketsAreHeard() throws OpusException {
    OpusEncoder encoder = new OpusEncoder(48_000, 1, OpusApplication.OPUS_APPLICATION_VOIP);
    encoder.setForceMode(OpusMode.MODE_HYBRID);
    encoder.setBandwidth(OpusBandwidth.OPUS_BANDWIDTH_FULLBAND);
    encoder.setBitrate(32_000);
    Sound tone = Sound.tone(440, -20, Duration.ofSeconds(1), 48_000);
    SpeechDecoder decoder = new SpeechDecoder(16_000);
    Loudness loudness = new Loudness();
    short[] pcm = new short[960];
    byte[] out = new byte[1_000];
    for (int at = 0; at < tone.length(); at += pcm.length) {
      tone.copy(at, pcm);
      byte[] packet = Arrays.copyOf(out, encoder.encode(pcm, 0, pcm.length, out, 0, out.length));
      assertThat((packet[0] & 0xFF) >> 3).as("configuration").isBetween(12, 15);
      decoder.packet(packet, at);
      loudness.packet(packet, at);
    }
    Sound heard = decoder.sound();
    assertThat(heard.duration()).isEqualTo(Duration.ofSeconds(1));
    assertThat(heard.part(Duration.ofMillis(200), Duration.ofMillis(700)).levelDbfs(440))
        .isCloseTo(-20, within(1.5));
    assertThat(loudness.levelDbfs()).isCloseTo(-20, within(1.5));
  }

  @Test
  void aLostFrameKeepsTheTime() {
    Voice voice = Voice.of(Sound.tone(440, -20, Duration.ofSeconds(1), 16_000));
    assertThat(decoded(voice, 20).duration()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aWavFileIsReadWhateverItsChannels() {
    Sound tone = Sound.tone(440, -20, Duration.ofSeconds(1), 22_050);
    for (int channels : new int[] {1, 2}) {
      Voice voice = loaded(wav(tone, channels, 16));
      assertThat(voice.frameCount()).isEqualTo(50);
      assertThat(
              decoded(voice, -1)
                  .part(Duration.ofMillis(200), Duration.ofMillis(700))
                  .levelDbfs(440))
          .isCloseTo(-20, within(1.5));
    }
  }

  @Test
  void anOggFileOfFittingFramesIsTakenAsItIs() {
    Voice voice = Voice.of(Sound.tone(440, -20, Duration.ofSeconds(1), 16_000));
    List<byte[]> frames = new ArrayList<>();
    byte[] frame = new byte[Voice.MAX_FRAME_LENGTH];
    for (int i = 0; i < voice.frameCount(); i++) {
      int length = voice.frame(i, frame, 0);
      frames.add(Arrays.copyOf(frame, length));
    }
    Voice read = loaded(ogg(frames, 960));
    assertThat(read.frameCount()).isEqualTo(50);
    for (int i = 0; i < frames.size(); i++) {
      int length = read.frame(i, frame, 0);
      assertThat(Arrays.copyOf(frame, length)).isEqualTo(frames.get(i));
    }
  }

  @Test
  void anOggFileOfLongFramesIsEncodedAnew() throws OpusException {
    OpusEncoder encoder = new OpusEncoder(16_000, 1, OpusApplication.OPUS_APPLICATION_VOIP);
    Sound tone = Sound.tone(440, -20, Duration.ofMillis(960), 16_000);
    List<byte[]> packets = new ArrayList<>();
    short[] pcm = new short[960];
    byte[] out = new byte[1_000];
    for (int at = 0; at < tone.length(); at += pcm.length) {
      tone.copy(at, pcm);
      int length = encoder.encode(pcm, 0, pcm.length, out, 0, out.length);
      packets.add(Arrays.copyOf(out, length));
    }
    Voice read = loaded(ogg(packets, 2_880));
    assertThat(read.frameCount()).isBetween(47, 48);
    assertThat(
            decoded(read, -1).part(Duration.ofMillis(200), Duration.ofMillis(600)).levelDbfs(440))
        .isCloseTo(-20, within(2.0));
  }

  private static byte[] ogg(List<byte[]> packets, int ticks) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    OggSink sink = file::write;
    OggOpusWriter writer =
        new OggOpusWriter(7, new OpusHead(1, OpusHead.USUAL_PRE_SKIP_TICKS, 16_000, 0), "test");
    writer.begin(sink);
    packets.forEach(packet -> writer.packet(packet, 0, packet.length, ticks, sink));
    writer.finish(sink);
    return file.toByteArray();
  }

  @Test
  void noTruncationOfAFileEscapes() {
    byte[] file = wav(Sound.tone(440, -20, Duration.ofMillis(40), 16_000), 1, 16);
    for (int length = 0; length < file.length; length += length < 64 ? 1 : 97) {
      VoiceFile.Result result = VoiceFile.read(Arrays.copyOf(file, length));
      if (length < 44) {
        assertThat(result).as("%d bytes", length).isInstanceOf(VoiceFile.Result.Refused.class);
      }
    }
    assertThat(VoiceFile.read(wav(Sound.of(new short[10], 16_000), 1, 24)))
        .isInstanceOf(VoiceFile.Result.Refused.class);
    assertThat(VoiceFile.read(new byte[100])).isInstanceOf(VoiceFile.Result.Refused.class);
  }

  private static Voice loaded(byte[] file) {
    return switch (VoiceFile.read(file)) {
      case VoiceFile.Result.Loaded(Voice voice) -> voice;
      case VoiceFile.Result.Refused(String why) -> throw new AssertionError(why);
    };
  }

  private static Sound decoded(Voice voice, int lostFrame) {
    SpeechDecoder decoder = new SpeechDecoder(16_000);
    byte[] frame = new byte[Voice.MAX_FRAME_LENGTH];
    for (int i = 0; i < voice.frameCount(); i++) {
      if (i != lostFrame) {
        int length = voice.frame(i, frame, 0);
        decoder.packet(Arrays.copyOf(frame, length), i * 960L);
      }
    }
    return decoder.sound();
  }

  private static byte[] wav(Sound sound, int channels, int bits) {
    int size = sound.length() * channels * 2;
    ByteBuffer out = ByteBuffer.allocate(44 + size).order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).putInt(36 + size);
    out.put("WAVEfmt ".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).putInt(16);
    out.putShort((short) 1).putShort((short) channels).putInt(sound.rateHz());
    out.putInt(sound.rateHz() * channels * 2).putShort((short) (channels * 2));
    out.putShort((short) bits);
    out.put("data".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).putInt(size);
    for (int i = 0; i < sound.length(); i++) {
      for (int channel = 0; channel < channels; channel++) {
        out.putShort(sound.sample(i));
      }
    }
    return out.array();
  }
}
