package io.dering.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.sandbox.speech.Sound;
import io.dering.sandbox.speech.WavWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShippedVoicesTest {
  @TempDir Path folder;

  @Test
  void madeVoicesNeedNoFile() throws Exception {
    try (URLClassLoader nothing = loader()) {
      ShippedVoices voices = new ShippedVoices(nothing);
      assertThat(voices.voice(VoiceName.TONE).duration()).isEqualTo(Duration.ofSeconds(2));
      assertThat(voices.voice(VoiceName.SILENCE).frameCount()).isPositive();
      assertThat(voices.voice(VoiceName.TONE)).isSameAs(voices.voice(VoiceName.TONE));
    }
  }

  @Test
  void aRecordingIsReadFromTheClassPath() throws Exception {
    ship("customer.ogg", WavWriter.write(Sound.tone(500, -20, Duration.ofSeconds(1), 16_000)));
    ship("other.ogg", "no sound at all".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    try (URLClassLoader shipped = loader()) {
      ShippedVoices voices = new ShippedVoices(shipped);
      assertThat(voices.voice(VoiceName.CUSTOMER).frameCount()).isEqualTo(50);
      assertThatThrownBy(() -> voices.voice(VoiceName.OTHER))
          .isInstanceOf(Fault.class)
          .hasMessageContaining("other.ogg");
    }
  }

  private void ship(String name, byte[] content) throws Exception {
    Path voices = folder.resolve("META-INF/dering/console/sandbox/voice");
    Files.createDirectories(voices);
    Files.write(voices.resolve(name), content);
  }

  private URLClassLoader loader() throws Exception {
    URI here = folder.toUri();
    return new URLClassLoader(new URL[] {here.toURL()}, null);
  }
}
